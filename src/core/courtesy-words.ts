// What people say around a question, by language, folded: lower case without diacritics or apostrophes.
// Of phrases that begin alike the longest counts.

/** The ways to be polite that say nothing of the matter. */
export interface CourtesyWords {
  /** Open a message. */
  readonly greetings: readonly string[]
  readonly thanks: readonly string[]
  readonly goodbyes: readonly string[]
  /** Who is greeted: left out only beside a greeting. */
  readonly addressees: readonly string[]
  /** Ask for help; before or after the question. */
  readonly openers: readonly string[]
  /** Close a message. */
  readonly closers: readonly string[]
  /** May stand beside any of these: "hi there", "ok, thanks a lot". */
  readonly fillers: readonly string[]
}

const phrases = (text: string): string[] => text.split(/\s*[|\n]\s*/).filter((phrase) => phrase !== '')

const english: CourtesyWords = {
  greetings: phrases(
    `hello|hi|hey|hiya|heya|howdy|greetings|good morning|good afternoon|good evening|good day|good night|morning|yo|sup|dear|
    how are you|how are you doing|how are you today|how do you do|hope you are well|hope you are doing well|hope youre well|
    i hope you are well|i hope you are doing well|hope this finds you well|hope all is well|nice to meet you|whats up|
    anyone there|anybody there|is anyone there|is anybody there|are you there`,
  ),
  thanks: phrases(
    `thanks|thank you|thank u|thx|ty|tks|cheers|many thanks|thanks a lot|thanks so much|thank you so much|thank you very much|
    thanks in advance|thank you in advance|thanking you|thanks for your help|thank you for your help|thanks for the help|
    thanks for your time|much appreciated|i appreciate it|appreciate it|i appreciate your help|great thanks|perfect thanks`,
  ),
  goodbyes: phrases(
    `bye|goodbye|bye bye|see you|see you later|see ya|take care|have a nice day|have a good day|have a great day|talk to you later`,
  ),
  addressees: phrases(
    `there|all|team|support|support team|everyone|everybody|folks|guys|sir|madam|sir or madam|friend|bot|customer service|
    customer support|helpdesk|help desk|service desk`,
  ),
  openers: phrases(
    `please help|please help me|help me please|can you help|can you help me|could you help me|can you please help|
    can you please help me|could you please help me|i need help|i need some help|i need your help|need help|
    i have a question|i have a quick question|quick question|just a quick question|one question|a question|
    i was wondering|i am wondering|im wondering|i wonder|i would like to know|id like to know|i want to know|
    can you tell me|could you tell me|can you please tell me|could you please tell me|please tell me|tell me please|
    do you know|can i ask|may i ask|can i ask you something|could you please advise|i am writing to ask|im writing to ask|
    sorry to bother you|sorry to bother|excuse me|pardon me`,
  ),
  closers: phrases(
    `please advise|kindly advise|please help|please help me|any help is appreciated|any help would be appreciated|
    any help appreciated|help please|please let me know|let me know|looking forward to your reply|
    looking forward to hearing from you|i look forward to your reply|regards|best regards|kind regards|warm regards|best wishes|
    yours sincerely|sincerely|best|asap please|please asap`,
  ),
  fillers: phrases('again|please|pls|plz|ok|okay|so|well|great|perfect|very|much|for|your|help|a lot|and|to you|you'),
}

const romanian: CourtesyWords = {
  greetings: phrases(
    `buna|buna ziua|buna dimineata|buna seara|salut|salutare|servus|noroc|hei|alo|buna tuturor|stimata echipa|draga echipa|
    stimati domni|ce mai faceti|ce mai faci|sper ca sunteti bine|sper ca esti bine|sper ca va merge bine|
    e cineva acolo|este cineva acolo|e cineva aici|este cineva aici|sunteti acolo`,
  ),
  thanks: phrases(
    `multumesc|va multumesc|iti multumesc|multumesc mult|multumesc frumos|mersi|mersi mult|merci|multumim|multam|
    multumesc anticipat|va multumesc anticipat|multumesc pentru ajutor|multumesc de ajutor|multumesc din suflet|apreciez`,
  ),
  goodbyes: phrases('la revedere|pa|pa pa|o zi buna|o zi frumoasa|o seara buna|numai bine|cu bine|ne auzim|pe curand'),
  addressees: phrases('echipa|echipa de suport|suport|tuturor|domnule|doamna|domnilor|dragi colegi|bot|dragilor'),
  openers: phrases(
    `va rog sa ma ajutati|te rog sa ma ajuti|va rog ajutati ma|ma puteti ajuta|ma poti ajuta|puteti sa ma ajutati|
    am nevoie de ajutor|am nevoie de ajutorul dumneavoastra|am o intrebare|o intrebare|o intrebare scurta|as vrea sa stiu|
    as dori sa stiu|vreau sa stiu|doresc sa stiu|as vrea sa intreb|voiam sa intreb|ma intrebam|imi puteti spune|imi poti spune|
    puteti sa imi spuneti|va rog sa imi spuneti|spuneti mi va rog|stiti cumva|stii cumva|scuzati ma|ma scuzati|scuze de deranj`,
  ),
  closers: phrases(
    `va rog|te rog|va rog frumos|astept raspuns|astept raspunsul dumneavoastra|astept un raspuns|cu stima|cu respect|
    toate cele bune|orice ajutor este binevenit|ajutati ma va rog|ajutor va rog`,
  ),
  fillers: phrases('va rog|te rog|ok|bine|deci|mult|frumos|super|perfect|si|inca o data|pentru tot|pentru ajutor'),
}

const german: CourtesyWords = {
  greetings: phrases(
    'hallo|hi|hey|guten tag|guten morgen|guten abend|gruss gott|servus|moin|sehr geehrte damen und herren|liebes team',
  ),
  thanks: phrases('danke|vielen dank|danke schon|danke sehr|danke im voraus|vielen dank im voraus|besten dank'),
  goodbyes: phrases('tschuss|auf wiedersehen|bis bald|schonen tag noch|einen schonen tag'),
  addressees: phrases('zusammen|team|leute'),
  openers: phrases(
    'ich habe eine frage|eine frage|konnen sie mir helfen|kannst du mir helfen|ich brauche hilfe|konnen sie mir sagen|ich mochte wissen|entschuldigung',
  ),
  closers: phrases('bitte um hilfe|mit freundlichen grussen|viele grusse|liebe grusse|freundliche grusse|bitte'),
  fillers: phrases('bitte|ok|sehr|also|und'),
}

const french: CourtesyWords = {
  greetings: phrases('bonjour|bonsoir|salut|coucou|allo|bonjour madame|bonjour monsieur|cher support'),
  thanks: phrases('merci|merci beaucoup|merci bien|merci davance|merci par avance|je vous remercie'),
  goodbyes: phrases('au revoir|bonne journee|bonne soiree|a bientot'),
  addressees: phrases('a tous|lequipe|madame|monsieur'),
  openers: phrases(
    'jai une question|une question|pouvez vous maider|pourriez vous maider|jai besoin daide|pouvez vous me dire|je voudrais savoir|excusez moi',
  ),
  closers: phrases('sil vous plait|svp|cordialement|bien a vous|aidez moi svp'),
  fillers: phrases('sil vous plait|svp|ok|bien|et|donc'),
}

const spanish: CourtesyWords = {
  greetings: phrases('hola|buenos dias|buenas tardes|buenas noches|buenas|que tal|estimado equipo'),
  thanks: phrases('gracias|muchas gracias|gracias de antemano|mil gracias|gracias por la ayuda|gracias por su ayuda'),
  goodbyes: phrases('adios|hasta luego|hasta pronto|que tenga un buen dia|chao'),
  addressees: phrases('equipo|a todos|amigos'),
  openers: phrases(
    'tengo una pregunta|una pregunta|me puede ayudar|me pueden ayudar|puedes ayudarme|necesito ayuda|me puede decir|quisiera saber|quiero saber|disculpe',
  ),
  closers: phrases('por favor|saludos|un saludo|saludos cordiales|ayuda por favor'),
  fillers: phrases('por favor|ok|bien|muy|y|pues'),
}

const italian: CourtesyWords = {
  greetings: phrases('ciao|salve|buongiorno|buonasera|buon giorno|buona sera|gentile team'),
  thanks: phrases('grazie|grazie mille|molte grazie|grazie in anticipo|ti ringrazio|vi ringrazio|la ringrazio'),
  goodbyes: phrases('arrivederci|a presto|buona giornata|buona serata'),
  addressees: phrases('a tutti|ragazzi|team'),
  openers: phrases(
    'ho una domanda|una domanda|mi potete aiutare|mi puoi aiutare|ho bisogno di aiuto|mi puo dire|vorrei sapere|scusate|scusi',
  ),
  closers: phrases('per favore|per piacere|cordiali saluti|saluti|distinti saluti'),
  fillers: phrases('per favore|ok|bene|e|allora'),
}

const russian: CourtesyWords = {
  greetings: phrases(
    'привет|здравствуите|здравствуй|здравствуи|добрыи день|доброе утро|добрыи вечер|доброго дня|приветствую',
  ),
  thanks: phrases('спасибо|большое спасибо|спасибо большое|заранее спасибо|спасибо заранее|благодарю|спс'),
  goodbyes: phrases('до свидания|пока|всего доброго|хорошего дня|до встречи'),
  addressees: phrases('всем|команда|коллеги|ребята'),
  openers: phrases(
    'у меня вопрос|есть вопрос|помогите пожалуиста|можете помочь|подскажите|подскажите пожалуиста|скажите пожалуиста|хочу узнать',
  ),
  closers: phrases('пожалуиста|с уважением|помогите|заранее благодарю|жду ответа'),
  fillers: phrases('пожалуиста|ок|и|ну|очень'),
}

export const courtesyWords: readonly CourtesyWords[] = [english, romanian, german, french, spanish, italian, russian]

/**
 * What a reply asks for, beyond being one: to be left alone, to be written to again, or help. The one place that knows
 * the words. Wrong in one direction only: a message that might mean "stop" stops.
 */
export function replyIntent(body: string): ReplyIntent | null {
  const words = plain(body);
  if (words === "") return null;
  if (STOP.has(words) || STOP_SENTENCES.some((sentence) => sentence.test(words))) return "stop";
  const [first = ""] = words.split(" ");
  // "STOP please", "Stop!!! thanks", but not "stop by on Friday".
  const rest = words.slice(first.length + 1);
  if (STRONG.has(first) && (rest === "" || rest.split(" ").every((word) => POLITE.has(word)))) return "stop";
  if (START.has(words)) return "start";
  if (HELP.has(words)) return "help";
  return null;
}

export type ReplyIntent = "stop" | "start" | "help";

/** Lower case, without accents and signs; quoted lines of an email are not what the person says now. */
function plain(body: string): string {
  return body
    .slice(0, 2_000)
    .split(/\r?\n/)
    .filter((line) => !line.trimStart().startsWith(">"))
    .join(" ")
    .normalize("NFKD")
    .replace(/\p{Mn}/gu, "")
    .toLowerCase()
    .replace(/[’']/g, "")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

const words = (list: string) => new Set(list.split(",").map((word) => plain(word)));

/** The carriers' own words, and the usual ones of other languages. They count when they are all that is said. */
const STRONG = words(
  "stop,stopall,unsubscribe,end,quit,cancel,revoke,optout,arret,arreter,desabonner,desinscription,stopp,abmelden,abbestellen,alto,baja,parar,cancelar,cancela,sair,remover,basta,annulla,disiscrivimi,afmelden,uitschrijven,stoppen,avsluta,avregistrera,afmeld,frameld,lopeta,peruuta,stopuj,wypisz,koniec,odhlasit,dezabonare,otkazat,стоп,отписаться,отписка,отпиши,停止,退订,取消,配信停止,수신거부,الغاء,إلغاء,dur,iptal,עצור,הסר",
);
const STOP = new Set([
  ...STRONG,
  ...words(
    "opt out,stop all,remove me,take me off,leave me alone,no more messages,no more texts,no more emails,no mas mensajes,dar de baja,darme de baja,me desinscrire,me desabonner,bitte abmelden,keine nachrichten mehr,keine sms mehr,keine e mails mehr,non scrivermi piu,geen berichten meer,wypisz mnie,nao quero mais",
  ),
]);
const POLITE = words(
  "please,pls,plz,thanks,thank,you,thx,now,bitte,danke,merci,svp,por,favor,gracias,obrigado,grazie,it,this,all,everything,texting,messaging,emailing,calling,messages,texts,emails,calls,sms,me,sending",
);

/** Sentences, in plain words. Anywhere in the message: who asks politely, at length, is asked as well. */
const STOP_SENTENCES = [
  /\b(?:please )?(?:stop|quit|cease) (?:texting|messaging|emailing|mailing|calling|contacting|writing|spamming|sending)\b/,
  /\b(?:do not|dont|never) (?:ever )?(?:text|message|email|mail|call|contact|write|write to|spam) (?:to )?(?:me|us|this number|this address)\b(?! (?:at|on|before|until|till|after|between|today|tonight|tomorrow|right now|during|so (?:early|late))\b)/,
  /\b(?:unsubscribe|remove|delete) (?:me|us|my number|my email|my address|this number)\b/,
  /\btake (?:me|us|my number|my email) off\b/,
  /\b(?:opt|opting) (?:me )?out\b/,
  /\b(?:lose|delete) my (?:number|email)\b/,
  /\b(?:i )?(?:dont|do not|no longer) (?:want|wish) (?:(?:to (?:receive|get)|[a-z]{3,7}) ){1,4}(?:messages|texts|emails|mails|calls|sms|newsletters?)\b/,
  /\bno more (?:messages|texts|emails|mails|calls|sms)\b/,
  /\b(?:schreib|schreibt|schreiben sie|ruf|rufen sie) mir nicht mehr\b/,
  /\bne mecrivez plus\b|\barretez de m\w*crire\b/,
  /\bno me (?:escriban|escribas|envien|envies|llamen|llames) mas\b/,
  /\bnon (?:scrivetemi|chiamatemi|contattatemi) piu\b/,
];

const START = words(
  "start,unstop,subscribe,resume,opt in,optin,resubscribe,anmelden,demarrer,reprendre,alta,suscribir,iniciar,iscrivimi,старт",
);
const HELP = words("help,info,hilfe,aide,ayuda,aiuto,ajuda,помощь");

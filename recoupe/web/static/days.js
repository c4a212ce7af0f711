// A day as the pages write it: "17 Jun 2018", never the other way round.
const form = new Intl.DateTimeFormat(document.documentElement.lang === "en" ? "en-GB" : document.documentElement.lang, { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
export const inWords = (day) => form.format(day);

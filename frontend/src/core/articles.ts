/** `a` or `an`, by the sound that the next word begins with: `dataset/rules/articles.py`, foretold. */
const CONSONANT_SOUND = /^(?:uni(?!n|m)|u[bcfhjkqrstn][aeiou]|eu|ewe|one(?!ir)|once|ufo|u-)/;
const VOWEL_SOUND = /^(?:hour|honest|honou?r|heir|8|11(?!\d)|18(?!\d)|[fhlmnrsx](?:[^a-z]|$))/;
const SPELLED_OUT = /^[FHLMNRSX][A-Z0-9]{1,3}$/;
const VOWELS = "aeiouáéíóúàèìòùäëïöüœæ";

export function articleBefore(word: string, article: string): string {
  const at = word.search(/[\p{L}\p{N}]/u);
  if (at < 0) return article;
  const wanted = beginsWithVowel(word.slice(at)) ? "an" : "a";
  if (wanted === article.toLowerCase()) return article;
  return article.startsWith("A") ? `A${wanted.slice(1)}` : wanted;
}

function beginsWithVowel(word: string): boolean {
  const lower = word.toLowerCase();
  if (VOWEL_SOUND.test(lower) || SPELLED_OUT.test(word)) return true;
  return VOWELS.includes(lower.charAt(0)) && !CONSONANT_SOUND.test(lower);
}

// From text to tokens, as awsdev/search/tokens.py does it: words of Latin letters and digits, and
// syllables of Hangul one by one, so that a word is found inside of others and however it is spaced.
globalThis.awsdevText = (function () {
  "use strict";

  const HANGUL = /[가-힣]+/g;
  const TOKEN = /[가-힣]|(?:(?![가-힣])[\p{L}\p{N}])+/gu;
  const WORD = /[가-힣]+|(?:(?![가-힣])[\p{L}\p{N}])+/gu;
  const PART = /[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z0-9]+|[A-Z0-9]+/g;
  const APOSTROPHE = /(?<=[A-Za-z])['’](?=[A-Za-z])/g;
  // What an English word of the query may end in that no page has in this form.
  const ENDINGS = ["s", "es", "d", "ed", "ing", "ings", "ly", "er", "ers", "r", "rs", "ment", "ion"];

  // A short word doubles its last letter before these: `maping` is no form of `map`.
  const SHORT = /^[^aeiouy]*[aeiouy][^aeiouywx]$/;
  const DOUBLING = new Set(["ed", "ing", "ings", "er", "ers"]);

  const composed = (text) => text.normalize("NFKC");
  const isHangul = (word) => word[0] >= "가" && word[0] <= "힣";
  const isAscii = (word) => /^[\x00-\x7f]*$/.test(word);
  const alone = (syllable) => "·" + syllable;

  // The stems of the words on the pages come with the index; another word is tried without an ending.
  class Stems {
    constructor(pairs) {
      this.known = new Map();
      for (const [stem, words] of Object.entries(pairs)) {
        for (const word of words.split(" ")) this.known.set(word, stem);
      }
    }

    of(word) {
      const found = this.known.get(word);
      if (found !== undefined || !isAscii(word)) return found ?? word;
      for (const ending of ENDINGS) {
        if (!word.endsWith(ending)) continue;
        const rest = word.slice(0, -ending.length);
        const cut = SHORT.test(rest) && DOUBLING.has(ending);
        for (const form of cut ? [rest + "e"] : [rest, rest + "e", rest.slice(0, -1)]) {
          if (form.length > 2 && this.known.has(form)) return this.known.get(form);
        }
      }
      return word;
    }
  }

  function partsOf(run) {
    const found = [...run.matchAll(PART)];
    return found.length > 1 ? found : [];
  }

  class Tokenizer {
    constructor(stems) {
      this.stems = stems;
    }

    // The tokens of a composed text, and where each begins and ends in it.
    placed(text) {
      const found = [];
      for (const run of text.matchAll(TOKEN)) {
        const at = run.index;
        found.push([this.stems.of(run[0].toLowerCase()), at, at + run[0].length]);
        for (const part of partsOf(run[0])) {
          const begin = at + part.index;
          found.push([this.stems.of(part[0].toLowerCase()), begin, begin + part[0].length]);
        }
      }
      return found;
    }

    tokens(text) {
      return this.placed(composed(text)).map(([token]) => token);
    }

    // The tokens by which a word, or some, are found.
    phrase(text) {
      text = text.trim();
      if (text.length === 1 && isHangul(text)) return [alone(text)];
      return (composed(text).match(TOKEN) || []).map((run) => this.stems.of(run.toLowerCase()));
    }
  }

  // The words of each part of a query between blanks: Hangul ends where others begin.
  function words(text) {
    const chunks = composed(text).split(/\s+/).filter(Boolean);
    return chunks.map((chunk) => chunk.replace(APOSTROPHE, "").match(WORD) || []);
  }

  function latinWords(text) {
    const runs = (composed(text).match(TOKEN) || []).filter(isAscii);
    return new Set(runs.map((run) => run.toLowerCase()));
  }

  const parts = (run) => partsOf(run).map((part) => part[0].toLowerCase());
  // As awsdev/names.py compares names.
  const nameKey = (name) => composed(composed(name).toLowerCase().replace(/[\s\-_./:·]+/g, ""));

  return { HANGUL, Stems, Tokenizer, alone, composed, isHangul, latinWords, nameKey, parts, words };
})();

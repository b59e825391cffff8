// What a reader typed becomes terms, as awsdev/search/query.py does it: what is known of words, the
// forms of Korean verbs, slips of the finger.
globalThis.awsdevWords = (function () {
  "use strict";
  const text = globalThis.awsdevText;
  const joined = (phrase) => phrase.join(" ");

  class Lexicon {
    constructor([endings, stopWords, groups], tokenizer) {
      this.endings = new Set(endings);
      this.stopWords = new Set(stopWords);
      this.synonyms = new Map();
      for (const group of groups) {
        const phrases = group.map((word) => tokenizer.phrase(word)).filter((each) => each.length);
        // A word of two groups means all that they mean; the others of them do not.
        for (const each of phrases) {
          const key = joined(each);
          if (!this.synonyms.has(key)) this.synonyms.set(key, new Map());
          for (const other of phrases) this.synonyms.get(key).set(joined(other), other);
        }
      }
    }

    same(phrase) {
      return [...(this.synonyms.get(joined(phrase)) || new Map()).values()];
    }

    saysNothing(word) {
      return this.stopWords.has(word.toLowerCase());
    }

    // What a Korean word may be on a page, the shortest first, itself last.
    stems(word, least = 2) {
      const forms = [word];
      for (let length = word.length - 1; length >= least; length--) {
        const ends = (form) => this.endings.has(word.slice(length, form.length));
        if (forms.some(ends)) forms.unshift(word.slice(0, length));
      }
      return forms;
    }

    // The one syllable that a word is but for its ending.
    alone(word) {
      return word.length === 1 || this.endings.has(word.slice(1)) ? word[0] : "";
    }
  }

  // The forms of Korean verbs: awsdev/search/korean.py says what becomes of a stem's last syllable.
  const FIRST = "가".codePointAt(0);
  const [VOWELS, FINALS] = [21, 28];
  const [A, AE, EO, YEO, O, WA, WAE, OE, U, WO, EU, I] = [0, 1, 4, 6, 8, 9, 10, 11, 13, 14, 18, 20];
  const [N, L, M, B, SS] = [4, 8, 16, 17, 20];
  const MELTED = new Map([[I, YEO], [U, WO], [O, WA], [OE, WAE], [EU, EO]]);
  const STEM_OF = new Map([...MELTED].map(([vowel, melted]) => [melted, vowel]));
  const SHORT = 2;
  const AFTER_CONSONANT = [..."으는은을아어았었지고기습히혀힌혔"];

  function split(syllable) {
    const code = syllable.codePointAt(0) - FIRST;
    const rest = Math.floor(code / FINALS);
    return [Math.floor(rest / VOWELS), rest % VOWELS, code % FINALS];
  }

  const join = (first, vowel, final) =>
    String.fromCodePoint(FIRST + (first * VOWELS + vowel) * FINALS + final);

  function melted(before, first, vowel) {
    const last = join(first, vowel, 0);
    if (last === "르" && before) {
      const [above, darkOrBright] = split(before.at(-1));
      const head = before.slice(0, -1) + join(above, darkOrBright, L);
      return [...([A, O].includes(darkOrBright) ? "라랐" : "러렀")].map((end) => head + end);
    }
    const other = last === "하" ? AE : (MELTED.get(vowel) ?? vowel);
    return [0, SS].map((end) => before + join(first, other, end));
  }

  function verbForms(stem) {
    const [first, vowel, final] = split(stem.at(-1));
    const before = stem.slice(0, -1);
    const withFinals = (finals) => finals.map((end) => before + join(first, vowel, end));
    let forms = [stem];
    if (!final) forms = [stem, ...melted(before, first, vowel), ...withFinals([N, L, M, B])];
    else if (final === L) forms = [stem, ...withFinals([0, N, B])];
    else if (final === B) forms = [stem, ...verbForms(before + join(first, vowel, 0) + "우")];
    if (stem.length === 1 && final) forms.push(...AFTER_CONSONANT.map((end) => stem + end));
    return forms.filter((form) => form.length > 1 || form === stem);
  }

  function stemsOf(form) {
    const [first, vowel, final] = split(form.at(-1));
    const before = form.slice(0, -1);
    const closed = [N, L, M, B].includes(final) && form.length > SHORT;
    if (final && final !== SS && !closed) return [];
    const stems = [before + join(first, vowel, 0)];
    const open = STEM_OF.get(vowel);
    if ((!final || final === SS) && open !== undefined) stems.push(before + join(first, open, 0));
    return stems;
  }

  // How else a verb may stand on a page, from the beginning of one of its forms.
  function otherForms(form) {
    const stems = stemsOf(form).filter((stem) => stem.length > 1 && !stem.endsWith("하"));
    return stems.flatMap(verbForms);
  }

  // How much of two words is the same, as Python's difflib counts it.
  function alike(a, b) {
    function matched(aFrom, aTo, bFrom, bTo) {
      let [size, atA, atB] = [0, aFrom, bFrom];
      for (let i = aFrom; i < aTo; i++) {
        for (let j = bFrom; j < bTo; j++) {
          let length = 0;
          while (i + length < aTo && j + length < bTo && a[i + length] === b[j + length]) length++;
          if (length > size) [size, atA, atB] = [length, i, j];
        }
      }
      if (!size) return 0;
      const before = matched(aFrom, atA, bFrom, atB);
      return before + size + matched(atA + size, aTo, atB + size, bTo);
    }
    return (2 * matched(0, a.length, 0, b.length)) / (a.length + b.length);
  }

  // From what a reader typed to terms: awsdev/search/query.py.
  class Reader {
    constructor(index) {
      this.index = index;
      this.lexicon = index.lexicon;
      this.phrase = (word) => index.tokenizer.phrase(word);
      this.numbers = index.numbers;
    }

    read(query) {
      const some = text.composed(query).slice(0, this.numbers.letters);
      const typed = text.words(some).flatMap((chunk) => this.withoutParticle(chunk));
      const said = this.once(typed, (word) => this.lexicon.saysNothing(word));
      // Where all of it says nothing, that is what is looked for.
      return said.length ? said : this.once(typed, () => false);
    }

    // The terms without those that say again what one before has said.
    once(typed, leaveOut) {
      const found = new Map();
      for (const each of this.terms(typed, leaveOut)) {
        const key = each.phrases.length ? each.phrases.map(joined).sort().join("|") : each.typed;
        if (!found.has(key)) found.set(key, each);
      }
      return [...found.values()];
    }

    withoutParticle(chunk) {
      const [before, last] = chunk.slice(-2);
      const particle = chunk.length > 1 && !text.isHangul(before) && this.lexicon.endings.has(last);
      return particle ? chunk.slice(0, -1) : chunk;
    }

    terms(typed, leaveOut) {
      const found = [];
      for (let at = 0; at < typed.length; ) {
        const word = typed[at];
        const [count, phrases] = this.known(typed.slice(at, at + this.numbers.longest));
        if (count) found.push(term(typed.slice(at, at + count).join(" "), phrases, count));
        else if (leaveOut(word)) ;
        else if (text.isHangul(word)) found.push(...this.korean(word));
        else found.push(...this.latin(word, leaveOut));
        at += Math.max(count, 1);
      }
      return found;
    }

    known(typed) {
      for (let count = typed.length; count > 0; count--) {
        const before = typed.slice(0, count - 1);
        const last = typed[count - 1];
        const forms = text.isHangul(last) ? this.lexicon.stems(last, 1) : [last];
        for (const form of forms.reverse()) {
          const same = this.there(this.lexicon.same(this.phrase([...before, form].join(" "))));
          if (same.length) return [count, same];
        }
      }
      return [0, []];
    }

    korean(word) {
      const forms = this.lexicon.stems(word);
      const verbs = (form) => otherForms(form).map(this.phrase);
      for (const form of forms) {
        const found = this.there([this.phrase(form)]);
        if (found.length) {
          return [term(word, form === word ? found : this.there([...found, ...verbs(form)]))];
        }
      }
      for (const form of forms) {
        const found = this.there(verbs(form));
        if (found.length) return [term(word, found)];
      }
      const two = this.twoInOne(word);
      if (two.length) return two;
      const part = this.knownPart(word);
      if (part) return [part];
      for (let length = word.length - 1; length > 1; length--) {
        const found = this.there([this.phrase(word.slice(0, length))]);
        if (found.length) return [term(word, found, this.numbers.begun)];
      }
      return [term(word, [])];
    }

    twoInOne(word) {
      for (let cut = word.length - 2; cut > 1; cut--) {
        const first = this.means(word.slice(0, cut));
        if (!first.length) continue;
        if (this.lexicon.saysNothing(word.slice(cut))) return [term(word.slice(0, cut), first)];
        for (const form of this.lexicon.stems(word.slice(cut))) {
          const second = this.means(form);
          if (second.length) return [term(word.slice(0, cut), first), term(word.slice(cut), second)];
        }
      }
      return [];
    }

    knownPart(word) {
      for (let cut = 1; cut < word.length - 1; cut++) {
        for (const form of this.lexicon.stems(word.slice(cut))) {
          const same = this.lexicon.same(this.phrase(form));
          if (same.length) return term(word, this.there(same), this.numbers.begun);
        }
      }
      return null;
    }

    means(word) {
      const same = this.lexicon.same(this.phrase(word));
      return this.there(same.length ? same : [this.phrase(word)]);
    }

    latin(word, leaveOut) {
      const whole = word.toLowerCase();
      const { guessed, shortest, rare, common } = this.numbers;
      const words = this.index.words;
      const found = this.there([this.phrase(word), this.phrase(text.parts(word).join(" "))]);
      if (!found.length) {
        const meant = this.slips(whole);
        if (meant.length) return [term(meant[0], meant.map(this.phrase), guessed)];
        // The name of an error that no page spells out may still tell what it is about.
        const said = text.parts(word).filter((part) => !leaveOut(part));
        const told = said.map((part) => term(part, this.means(part), guessed));
        const there = told.filter((each) => each.phrases.length);
        return there.length ? there : [term(word, [], guessed)];
      }
      if (whole.length > shortest && (words.get(whole) || 0) <= rare) {
        const meant = this.slips(whole).filter((each) => words.get(each) >= common);
        return [term(word, [...found, ...meant.map(this.phrase)])];
      }
      return [term(word, found)];
    }

    slips(word) {
      if (word.length < this.numbers.shortest) return [];
      const near = [];
      for (const each of this.index.words.keys()) {
        if (Math.abs(each.length - word.length) > 2) continue;
        const share = alike(each, word);
        if (share >= this.numbers.alike) near.push([share, each]);
      }
      near.sort(([a, one], [b, other]) => b - a || (one < other ? 1 : -1));
      return near.slice(0, 2).map(([, each]) => each);
    }

    there(phrases) {
      const found = new Map();
      for (const each of phrases) {
        if (each.length && this.index.has(each)) found.set(joined(each), each);
      }
      return [...found.values()];
    }
  }

  function term(typed, phrases, weight = 1) {
    return { typed, phrases, weight };
  }

  return { Lexicon, Reader, joined };
})();

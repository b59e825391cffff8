// The search of awsdev/search, on the same documents with the same numbers: an index of positions,
// from words to terms, BM25 as SQLite has it, then a look at the lines of what was found.
globalThis.awsdevSearch = (function () {
  "use strict";
  const text = globalThis.awsdevText;
  const K1 = 1.2;
  const B = 0.75;
  const GAP = -1;

  const joined = (phrase) => phrase.join(" ");

  class Lexicon {
    constructor([endings, stopWords, groups], tokenizer) {
      this.endings = new Set(endings);
      this.stopWords = new Set(stopWords);
      this.synonyms = new Map();
      for (const group of groups) {
        const together = new Map();
        for (const each of group.map((word) => tokenizer.phrase(word)).filter((p) => p.length)) {
          together.set(joined(each), each);
          // A word of two groups means all that they mean.
          for (const [key, other] of this.synonyms.get(joined(each)) || []) together.set(key, other);
        }
        for (const key of together.keys()) this.synonyms.set(key, together);
      }
    }

    same(phrase) {
      return [...(this.synonyms.get(joined(phrase)) || new Map()).values()];
    }

    withoutEnding(word, least) {
      for (let length = least; length < word.length; length++) {
        if (this.endings.has(word.slice(length))) return word.slice(0, length);
      }
      return word;
    }

    // What a Korean word may be on a page, the shortest first.
    stems(word, least = 2) {
      const forms = [word];
      for (;;) {
        const shorter = this.withoutEnding(forms[0], least);
        if (shorter === forms[0]) return forms;
        forms.unshift(shorter);
      }
    }

    // The one syllable that a word is but for its ending.
    alone(word) {
      return word.length === 1 || this.endings.has(word.slice(1)) ? word[0] : "";
    }
  }

  class Index {
    constructor(data) {
      this.numbers = data.numbers;
      this.tokenizer = new text.Tokenizer(new text.Stems(data.stems));
      this.lexicon = new Lexicon(data.lexicon, this.tokenizer);
      this.documents = data.documents.map((values) => this.read(values, data.examples));
      this.ids = new Map();
      this.positions = [];
      this.stream = [];
      this.owners = [];
      this.weights = [];
      this.lengths = [];
      this.words = new Map();
      this.names = new Map();
      this.documents.forEach((document, number) => this.add(document, number));
      const whole = this.lengths.reduce((sum, length) => sum + length, 0);
      this.mean = whole / this.documents.length;
    }

    read([kind, name, language, section, title, heading, names, about, lines, examples], texts) {
      return {
        kind, name, language, section, title, heading, names, lines,
        head: [title, ...names, ...about].join("\n"),
        examples: examples < 0 ? "" : texts[examples],
      };
    }

    add(document, number) {
      const columns = {
        title: document.head,
        heading: document.heading,
        prose: document.lines.join("\n"),
        examples: document.examples,
      };
      let length = 0;
      for (const [column, content] of Object.entries(columns)) {
        const found = this.tokens(content);
        length += found.length;
        for (const token of found) this.push(token, number, this.numbers.weights[column]);
        this.stream.push(GAP);
        this.owners.push(number);
        this.weights.push(0);
      }
      this.lengths.push(length);
      for (const word of text.latinWords(Object.values(columns).join("\n"))) {
        this.words.set(word, (this.words.get(word) || 0) + 1);
      }
      if (!document.section) {
        for (const name of [document.title, ...document.names]) {
          const key = text.nameKey(name);
          if (!this.names.has(key)) this.names.set(key, new Set());
          this.names.get(key).add(number);
        }
      }
    }

    push(token, number, weight) {
      if (!this.ids.has(token)) {
        this.ids.set(token, this.positions.length);
        this.positions.push([]);
      }
      const id = this.ids.get(token);
      this.positions[id].push(this.stream.length);
      this.stream.push(id);
      this.owners.push(number);
      this.weights.push(weight);
    }

    // A text's tokens, and behind them those of its words of one syllable.
    tokens(content) {
      const found = this.tokenizer.tokens(content);
      for (const word of text.composed(content).match(text.HANGUL) || []) {
        const syllable = this.lexicon.alone(word);
        if (syllable) found.push(text.alone(syllable));
      }
      return found;
    }

    // How often each document has a phrase, by where it stands.
    frequencies(phrase) {
      const found = new Map();
      const ids = phrase.map((token) => this.ids.get(token));
      if (!ids.length || ids.includes(undefined)) return found;
      for (const at of this.positions[ids[0]]) {
        if (ids.every((id, offset) => this.stream[at + offset] === id)) {
          const number = this.owners[at];
          found.set(number, (found.get(number) || 0) + this.weights[at]);
        }
      }
      return found;
    }

    has(phrase) {
      return this.frequencies(phrase).size > 0;
    }

    // What BM25 gives each document: of phrases that mean the same, the best counts.
    scores(phrases) {
      const best = new Map();
      for (const phrase of phrases) {
        const found = this.frequencies(phrase);
        const rest = this.documents.length - found.size + 0.5;
        const rarity = Math.max(Math.log(rest / (found.size + 0.5)), 1e-6);
        for (const [number, often] of found) {
          const length = 1 - B + (B * this.lengths[number]) / this.mean;
          const score = (rarity * (often * (K1 + 1))) / (often + K1 * length);
          best.set(number, Math.max(score, best.get(number) || 0));
        }
      }
      return best;
    }
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
      const typed = text.words(query).flatMap((chunk) => this.withoutParticle(chunk));
      const said = this.terms(typed, (word) => this.lexicon.stopWords.has(word.toLowerCase()));
      // Where all of it says nothing, that is what is looked for.
      return said.length ? said : this.terms(typed, () => false);
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
        if (count) found.push(term(typed.slice(at, at + count).join(" "), phrases));
        else if (leaveOut(word)) ;
        else if (text.isHangul(word)) found.push(...this.korean(word));
        else found.push(this.latin(word));
        at += Math.max(count, 1);
      }
      return found;
    }

    known(typed) {
      for (let count = typed.length; count > 0; count--) {
        const before = typed.slice(0, count - 1);
        const last = typed[count - 1];
        for (const form of [last, ...(text.isHangul(last) ? this.lexicon.stems(last, 1) : [])]) {
          const same = this.lexicon.same(this.phrase([...before, form].join(" ")));
          if (same.length) return [count, this.there(same)];
        }
      }
      return [0, []];
    }

    korean(word) {
      for (const form of this.lexicon.stems(word)) {
        const found = this.there([this.phrase(form)]);
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

    latin(word) {
      const whole = word.toLowerCase();
      const { guessed, shortest, rare, common } = this.numbers;
      const words = this.index.words;
      const found = this.there([this.phrase(word), this.phrase(text.parts(word).join(" "))]);
      if (!found.length) {
        return term(word, this.slips(whole).map(this.phrase), guessed);
      }
      if (whole.length > shortest && (words.get(whole) || 0) <= rare) {
        const meant = this.slips(whole).filter((each) => words.get(each) >= common);
        return term(word, [...found, ...meant.map(this.phrase)]);
      }
      return term(word, found);
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

  const standsIn = (each, line) => each.phrases.some((phrase) => line.includes(` ${joined(phrase)} `));

  // Which documents answer best: awsdev/search/ranking.py says why.
  function rank(index, terms) {
    const { numbers } = index;
    const said = terms.map((each) => each.typed).join(" ");
    const [scores, rarity] = scored(index, terms, said);
    const named = index.names.get(text.nameKey(said)) || new Set();
    const best = [...scores.keys()].sort((a, b) => scores.get(b) - scores.get(a) || a - b);
    const whole = rarity.reduce((sum, each) => sum + each, 0);
    const share = (line) =>
      terms.reduce((sum, each, at) => sum + (standsIn(each, line) ? rarity[at] : 0), 0) / whole;
    const starters = new Set(numbers.starters.map((word) => joined(index.tokenizer.phrase(word))));
    const asked = terms.some((each) => each.phrases.some((phrase) => starters.has(joined(phrase))));
    let ranked = [...new Set([...best.slice(0, numbers.candidates), ...named])].map((number) => {
      const document = index.documents[number];
      const line = (content) => ` ${index.tokens(content).join(" ")} `;
      const lines = [document.heading || document.title, ...document.lines].map(line);
      let factor = 1 + numbers.inOneLine * Math.max(...lines.map(share));
      factor *= 1 + numbers.inATitle * share(line(document.head));
      if (document.kind === "rule") factor *= numbers.ofARule;
      if (document.kind === "topic" && !document.section) factor *= numbers.anAnswer;
      if (document.kind === "scaffold" && asked) factor *= numbers.askedFor;
      return { number, document, score: (scores.get(number) || 0) * factor };
    });
    const totals = new Map();
    const thing = ({ document }) => `${document.kind} ${document.name}`;
    for (const each of ranked) totals.set(thing(each), (totals.get(thing(each)) || 0) + each.score);
    const mostOfAll = Math.max(...totals.values());
    for (const each of ranked) {
      each.score *= 1 + numbers.amongOthers * (totals.get(thing(each)) / mostOfAll);
    }
    const most = Math.max(...ranked.map((each) => each.score));
    for (const each of ranked) if (named.has(each.number)) each.score += most;
    return ranked.sort((a, b) => b.score - a.score || a.number - b.number);
  }

  function scored(index, terms, said) {
    const scores = new Map();
    const covered = new Map();
    const add = (map, number, value) => map.set(number, (map.get(number) || 0) + value);
    const rarity = terms.map((each) => {
      const found = index.scores(each.phrases);
      const rare = each.weight * Math.log(1 + index.documents.length / Math.max(1, found.size));
      for (const [number, score] of found) {
        add(scores, number, score * each.weight);
        add(covered, number, rare);
      }
      return rare;
    });
    if (terms.length > 1) {
      for (const [number, score] of index.scores([index.tokenizer.phrase(said)])) {
        add(scores, number, score * index.numbers.oneAfterTheOther);
      }
    }
    const whole = rarity.reduce((sum, each) => sum + each, 0);
    for (const [number, score] of scores) {
      scores.set(number, (score * (covered.get(number) || 0)) / whole);
    }
    return [scores, rarity];
  }

  // The line that shows best why a document was found, and where its hits begin and end.
  function snippet(index, document, terms) {
    let best = { line: document.lines[0] || document.title, hits: [] };
    let most = 0;
    const lines = [...document.lines, ...document.examples.split("\n"), document.names.join(", ")];
    for (const content of lines) {
      const line = text.composed(content.split(/\s+/).filter(Boolean).join(" "));
      const placed = index.tokenizer.placed(line);
      const found = terms.map((each) => spans(each, placed, line)).filter((there) => there.length);
      if (found.length > most) {
        most = found.length;
        best = { line, hits: merged(found.flat()) };
      }
    }
    return best;
  }

  function spans({ phrases }, placed, line) {
    const found = [];
    for (const phrase of phrases) {
      const single = phrase[0].startsWith("·") ? phrase[0].slice(1) : "";
      for (let at = 0; at + phrase.length <= placed.length; at++) {
        const [token, begin, end] = placed[at];
        if (single) {
          const inside = begin && text.isHangul(line[begin - 1]);
          if (token === single && !inside) found.push([begin, end]);
        } else if (phrase.every((each, offset) => placed[at + offset][0] === each)) {
          found.push([begin, placed[at + phrase.length - 1][2]]);
        }
      }
    }
    return found;
  }

  function merged(hits) {
    const found = [];
    for (const [begin, end] of hits.sort((a, b) => a[0] - b[0] || a[1] - b[1])) {
      const last = found.at(-1);
      if (last && begin <= last[1]) last[1] = Math.max(last[1], end);
      else found.push([begin, end]);
    }
    return found;
  }

  // The best places, each once: in the language of the query where that is Korean, else the reader's.
  function search(index, query, language, limit) {
    const terms = new Reader(index).read(query);
    if (!terms.length) return [];
    const shown = text.composed(query).match(text.HANGUL) ? "ko" : language;
    const results = [];
    const seen = new Set();
    for (const { document } of rank(index, terms)) {
      const place = [document.kind, document.name, document.section].join(" ");
      if (seen.has(place) || results.length === limit) continue;
      seen.add(place);
      const version = index.documents.find(
        (each) =>
          each.kind === document.kind &&
          each.name === document.name &&
          each.section === document.section &&
          each.language === shown,
      );
      const [own, found] = [version || document, snippet(index, version || document, terms)];
      if (found.hits.length || own === document) results.push({ document: own, ...found });
      else results.push({ document, ...snippet(index, document, terms) });
    }
    return results;
  }

  return { Index, search };
})();

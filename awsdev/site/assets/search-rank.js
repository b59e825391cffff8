// The search of awsdev/search, on the same documents with the same numbers: an index of positions,
// BM25 as SQLite has it, then a look at the lines of what was found.
globalThis.awsdevSearch = (function () {
  "use strict";
  const text = globalThis.awsdevText;
  const { Lexicon, Reader, joined } = globalThis.awsdevWords;
  const K1 = 1.2;
  const B = 0.75;
  const GAP = -1;

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

    read(
      [kind, name, language, section, title, heading, names, about, lines, examples, asked],
      texts,
    ) {
      return {
        kind, name, language, section, title, heading, names, lines, asked,
        head: [title, ...names, ...about].join("\n"),
        examples: examples < 0 ? "" : texts[examples],
      };
    }

    add(document, number) {
      const columns = {
        title: document.head,
        heading: document.heading || document.title,
        prose: document.lines.join("\n"),
        asked: document.asked.join("\n"),
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

    // A document's lines, and what is asked, as tokens between blanks: made when first looked at.
    tokenLines(document) {
      if (!document.tokenLines) {
        const texts = [document.head, document.heading || document.title];
        texts.push(...document.lines, ...document.asked);
        document.tokenLines = texts.map((content) => ` ${this.tokens(content).join(" ")} `);
      }
      return document.tokenLines;
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

    // What BM25 gives each document: of phrases that mean the same, the one that fits best, and they
    // are as rare as all together.
    scores(phrases) {
      const best = new Map();
      for (const phrase of phrases) {
        for (const [number, often] of this.frequencies(phrase)) {
          const length = 1 - B + (B * this.lengths[number]) / this.mean;
          const score = (often * (K1 + 1)) / (often + K1 * length);
          best.set(number, Math.max(score, best.get(number) || 0));
        }
      }
      const rest = this.documents.length - best.size + 0.5;
      const rarity = Math.log(1 + rest / (best.size + 0.5));
      for (const [number, score] of best) best.set(number, score * rarity);
      return best;
    }
  }

  // Which phrases of a term stand in a line, and whether one of a second term follows one of a first.
  const standing = (written, line) => written.filter((phrase) => line.includes(phrase));
  const follow = (first, second, line) =>
    first.some((one) => second.some((other) => line.includes(one + other.slice(1))));
  const sum = (numbers) => numbers.reduce((total, each) => total + each, 0);

  // By how much more a document says than BM25 sees.
  class Look {
    constructor(index, terms, rarity) {
      const whole = sum(rarity);
      this.index = index;
      this.terms = terms.map((each) => each.phrases.map((phrase) => ` ${joined(phrase)} `));
      this.shares = rarity.map((each) => each / whole);
    }

    at(document) {
      const { numbers } = this.index;
      const lines = this.index.tokenLines(document);
      const whole = lines.join("\n");
      const terms = this.terms.map((written) => standing(written, whole));
      const found = lines.map((line) => terms.map((written) => standing(written, line)));
      const [title, ...others] = found.map((there) => this.share(there));
      let factor = 1 + numbers.inOneLine * Math.max(...others);
      factor *= 1 + numbers.inATitle * title;
      return factor * (1 + numbers.oneAfterTheOther * this.sideBySide(found, lines));
    }

    share(found) {
      return sum(this.shares.filter((_, at) => found[at].length));
    }

    sideBySide(found, lines) {
      const pairs = this.shares.slice(1).map((share, at) => (this.shares[at] + share) / 2);
      const stands = (at) => lines.some((line, row) => follow(found[row][at], found[row][at + 1], line));
      return sum(pairs.filter((_, at) => stands(at)));
    }
  }

  // Which documents answer best: awsdev/search/ranking.py says why.
  function rank(index, terms) {
    const { numbers } = index;
    const said = terms.map((each) => each.typed).join(" ");
    const [scores, rarity] = scored(index, terms);
    const named = index.names.get(text.nameKey(said)) || new Set();
    const best = [...scores.keys()].sort((a, b) => scores.get(b) - scores.get(a) || a - b);
    const look = new Look(index, terms, rarity);
    const ranked = [...new Set([...best.slice(0, numbers.candidates), ...named])].map((number) => {
      const document = index.documents[number];
      return { number, document, score: (scores.get(number) || 0) * look.at(document) };
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

  function scored(index, terms) {
    const scores = new Map();
    const covered = new Map();
    const add = (map, number, value) => map.set(number, (map.get(number) || 0) + value);
    const rarity = terms.map((each) => {
      const found = index.scores(each.phrases);
      const rare = Math.log(1 + index.documents.length / Math.max(1, found.size));
      const counts = each.weight * rare ** index.numbers.evened;
      for (const [number, score] of found) {
        add(scores, number, score * each.weight);
        add(covered, number, counts);
      }
      return counts;
    });
    const whole = sum(rarity);
    for (const [number, score] of scores) scores.set(number, (score * covered.get(number)) / whole);
    return [scores, rarity];
  }

  // The line that shows best why a document was found, and where its hits begin and end.
  function snippet(index, document, terms) {
    const told = [...document.lines, ...document.examples.split("\n")];
    const first = { line: document.lines[0] || document.title, hits: [] };
    return bestOf(index, told, terms) || bestOf(index, [document.names.join(", ")], terms) || first;
  }

  function bestOf(index, lines, terms) {
    let best = null;
    let most = 0;
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
      const own = version || document;
      results.push({ document: own, ...snippet(index, own, terms) });
    }
    return results;
  }

  return { Index, search };
})();

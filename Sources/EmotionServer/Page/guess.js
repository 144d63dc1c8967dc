// Guess with me: a voice, a guess, what it was, and what the model heard.

import { ask, json } from "./api.js";
import { Bars, byEmotion, make, percent, swatch, words } from "./look.js";

const get = (id) => document.getElementById(id);

export class Guess {
  constructor(fail) {
    this.fail = fail;
    this.score = { you: 0, model: 0, rounds: 0 };
    this.audio = new Audio();
    this.index = null;
    get("play-clip").addEventListener("click", () => this.play());
    get("next-clip").addEventListener("click", () => this.next());
  }

  async open() {
    if (this.corpus) return;
    const corpus = await json("/v1/corpus");
    if (this.corpus) return;
    this.corpus = corpus;
    get("play-clip").disabled = corpus.clips === 0;
    if (corpus.clips === 0) throw new Error("The corpus has no voice with an emotion that this model knows.");
    for (const emotion of this.corpus.emotions) {
      const button = make("button", { type: "button", disabled: true }, swatch(emotion), emotion);
      button.dataset.emotion = emotion;
      button.addEventListener("click", () => this.say(emotion));
      get("choices").append(button);
    }
    this.index = this.draw();
  }

  close() { this.audio.pause(); }

  // Never the same voice twice in a row.
  draw() {
    const { clips } = this.corpus;
    if (this.index === null || clips === 1) return Math.floor(Math.random() * clips);
    return (this.index + 1 + Math.floor(Math.random() * (clips - 1))) % clips;
  }

  async play() {
    try {
      if (this.loaded !== this.index) {
        const bytes = await (await ask(`/v1/corpus/clips/${this.index}/audio`)).blob();
        if (this.audio.src) URL.revokeObjectURL(this.audio.src);
        this.audio.src = URL.createObjectURL(bytes);
        this.loaded = this.index;
      }
      this.audio.currentTime = 0;
      await this.audio.play();
      if (!this.isTold) this.enable(true);
      get("play-clip").textContent = "Play again";
    } catch (error) { this.fail(error.message); }
  }

  enable(isEnabled) { for (const button of get("choices").children) button.disabled = !isEnabled; }

  async say(emotion) {
    this.enable(false);
    try {
      const told = await json(`/v1/corpus/clips/${this.index}/guess?emotion=${encodeURIComponent(emotion)}`, { method: "POST" });
      this.isTold = true;
      this.score.rounds += 1;
      this.score.you += told.guess_is_right ? 1 : 0;
      this.score.model += told.model_is_right ? 1 : 0;
      get("you-score").textContent = `${this.score.you}`;
      get("model-score").textContent = `${this.score.model}`;
      get("rounds").textContent = this.score.rounds;
      for (const button of get("choices").children) {
        if (button.dataset.emotion === told.actual.emotion) mark(button, "is-right", "✓", "what it was");
        else if (button.dataset.emotion === emotion) mark(button, "is-wrong", "✗", "your guess");
      }
      this.tell(told);
      get("next-clip").hidden = false;
      get("next-clip").focus();
    } catch (error) { this.fail(error.message); this.enable(true); }
  }

  tell(told) {
    const heard = told.prediction.emotion;
    const share = percent(byEmotion(told.prediction.probabilities)[heard] ?? 0);
    const line = (who, what, isRight) => make("p", { className: isRight ? "right" : "wrong" }, make("span", { className: "mark", textContent: isRight ? "✓" : "✗", "aria-hidden": "true" }), `${who} ${what}: `, make("strong", { textContent: isRight ? "right" : "wrong" }));
    const bars = make("div", { className: "bars" });
    get("verdict").replaceChildren(
      make("p", { className: "now" }, swatch(told.actual.emotion), make("span", { className: "label", textContent: words(told.actual.label) }), make("span", { className: "share", textContent: " is what it was" })),
      line("You said", told.guess, told.guess_is_right), line("The model heard", `${heard} (${share})`, told.model_is_right),
      ...(told.known_to_model ? [make("p", { className: "hint", textContent: "The model was trained with this speaker, so its answer is no proof." })] : []), bars);
    new Bars(bars, this.corpus.emotions).show(byEmotion(told.prediction.probabilities));
  }

  next() {
    this.index = this.draw();
    this.isTold = false;
    get("verdict").replaceChildren();
    get("next-clip").hidden = true;
    for (const button of get("choices").children) {
      button.classList.remove("is-right", "is-wrong");
      button.querySelector(".mark")?.remove();
    }
    get("play-clip").focus();
    this.play();
  }
}

function mark(button, className, sign, meaning) {
  button.classList.add(className);
  button.append(make("span", { className: "mark" }, make("span", { textContent: sign, "aria-hidden": "true" }), make("span", { className: "visually-hidden", textContent: `, ${meaning}` })));
}

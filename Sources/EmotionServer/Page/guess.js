// Guess with me: a voice, a guess, what it was, and what the model heard.

import { ask, json } from "./api.js";
import { Bars, byEmotion, make, percent, swatch, words } from "./look.js";

const get = (id) => document.getElementById(id);

export class Guess {
  constructor(fail) {
    this.fail = fail;
    this.score = { you: 0, model: 0, rounds: 0 };
    this.audio = new Audio();
    get("play-clip").addEventListener("click", () => this.play());
    get("next-clip").addEventListener("click", () => this.next());
  }

  async open() {
    if (this.corpus) return;
    this.corpus = await json("/v1/corpus");
    for (const emotion of this.corpus.emotions) {
      const button = make("button", { type: "button", disabled: true }, swatch(emotion), emotion);
      button.dataset.emotion = emotion;
      button.addEventListener("click", () => this.say(emotion));
      get("choices").append(button);
    }
    this.index = this.draw();
  }

  draw() { return Math.floor(Math.random() * this.corpus.clips); }

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
        if (button.dataset.emotion === told.actual.emotion) button.classList.add("is-right");
        else if (button.dataset.emotion === emotion) button.classList.add("is-wrong");
      }
      this.tell(told);
      get("next-clip").hidden = false;
      get("next-clip").focus();
    } catch (error) { this.fail(error.message); this.enable(true); }
  }

  tell(told) {
    const word = (isRight) => make("strong", { className: isRight ? "right" : "wrong", textContent: isRight ? "right" : "wrong" });
    const bars = make("div", { className: "bars" });
    const verdict = get("verdict");
    verdict.replaceChildren(
      make("p", {}, "It was ", make("strong", { textContent: words(told.actual.label) }), ". You said ", told.guess, ": ", word(told.guess_is_right), ". The model heard ", make("strong", { textContent: told.prediction.emotion }), ` (${percent(byEmotion(told.prediction.probabilities)[told.prediction.emotion] ?? 0)}): `, word(told.model_is_right), ".", told.known_to_model ? " It was trained with this speaker, so its answer is no proof." : ""), bars);
    new Bars(bars, this.corpus.emotions).show(byEmotion(told.prediction.probabilities));
  }

  next() {
    this.index = this.draw();
    this.isTold = false;
    get("verdict").replaceChildren();
    get("next-clip").hidden = true;
    for (const button of get("choices").children) button.classList.remove("is-right", "is-wrong");
    this.play();
  }
}

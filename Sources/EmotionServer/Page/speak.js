// Speak: the microphone in small chunks to a live session, and what it answers as it comes.

import { ask, events, json, patiently } from "./api.js";
import { Bars, byEmotion, clock, colour, emotionOf, make, percent, sharpen, swatch, themed, words } from "./look.js";
import { RecordingView } from "./view.js";
import { wav } from "./wav.js";

const chunkSeconds = 0.14;
const stripSeconds = 60;
const longestMinutes = 20;
const get = (id) => document.getElementById(id);

export class Speak {
  constructor(card, fail) {
    this.fail = fail;
    this.chunkBytes = card.accepts.chunk_bytes;
    this.bars = new Bars(get("bars"), card.emotions);
    this.button = get("record");
    this.button.addEventListener("click", () => (this.isOn ? this.stop() : this.start()));
    addEventListener("pagehide", () => { if (this.session) ask(`/v1/live/${this.session.id}`, { method: "DELETE", keepalive: true }).catch(() => {}); });
  }

  async start() {
    this.fail(null);
    this.button.disabled = true;
    try {
      if (!navigator.mediaDevices) throw new Error("Browsers lend the microphone to pages of this machine (http://localhost) or over HTTPS only.");
      this.media = await navigator.mediaDevices.getUserMedia({ audio: { channelCount: 1, echoCancellation: false, noiseSuppression: false, autoGainControl: false } });
      this.context = new AudioContext();
      const session = await json(`/v1/live?sample_rate=${this.context.sampleRate}&levels=1`, { method: "POST" });
      Object.assign(this, { session, isOn: true, waiting: [], waitingCount: 0, queue: [], kept: [], keptCount: 0, sequence: 0, past: [], time: 0, sending: null });
      for (const track of this.media.getTracks()) track.addEventListener("ended", () => this.stop("The microphone went away. What was heard until then is below."));
      await this.listen();
      await this.context.resume();
      this.show(true);
      this.drawStrip();
    } catch (error) {
      await this.close();
      this.fail(reason(error));
    }
    this.button.disabled = false;
    if (document.activeElement === document.body) this.button.focus();
  }

  async listen() {
    const source = this.context.createMediaStreamSource(this.media);
    const take = (samples) => this.take(samples);
    if (this.context.audioWorklet && window.AudioWorkletNode) {
      await this.context.audioWorklet.addModule("/page/worklet.js");
      this.node = new AudioWorkletNode(this.context, "tap", { numberOfOutputs: 0 });
      this.node.port.onmessage = (message) => take(message.data);
    } else {
      this.node = this.context.createScriptProcessor(2048, 1, 1);
      this.node.onaudioprocess = (event) => take(event.inputBuffer.getChannelData(0).slice());
      this.node.connect(this.context.destination);
    }
    source.connect(this.node);
  }

  take(samples) {
    if (!this.isOn) return;
    this.kept.push(samples);
    this.keptCount += samples.length;
    this.waiting.push(samples);
    this.waitingCount += samples.length;
    if (this.keptCount >= 60 * longestMinutes * this.context.sampleRate) { this.stop(`A recording has ${longestMinutes} minutes at most. It is below; press again for another.`); return; }
    if (this.waitingCount < chunkSeconds * this.context.sampleRate) return;
    this.queue.push(joined(this.waiting, this.waitingCount));
    this.waiting = [];
    this.waitingCount = 0;
    this.send();
  }

  // One chunk at a time, in order. A chunk whose answer was lost is sent again under its number; the server knows.
  async send() {
    const session = this.session;
    if (this.sending === session) return;
    this.sending = session;
    let failures = 0;
    while (this.queue.length > 0 && this.session === session) {
      // What waited becomes one chunk, as large as the server takes it, so that a slow moment is caught up with. One that
      // was sent stays as it is.
      if (failures === 0) this.merge();
      try {
        const answer = await events(`${session.audio}?sequence=${this.sequence}`, { method: "POST", headers: { "Content-Type": "audio/pcm; format=f32le" }, body: this.queue[0] });
        if (this.session !== session) return;
        this.queue.shift();
        this.sequence += 1;
        failures = 0;
        this.interrupted(false);
        for (const event of answer) this.react(event);
      } catch (error) {
        if (this.session !== session) return;
        failures += 1;
        // The server forgets a session that is silent for long; what it refuses it will refuse again.
        const isRefused = error.status >= 400 && error.status < 500 && error.code !== "busy_session";
        if (isRefused || failures > 50) { this.stop(error.message); return; }
        this.interrupted(failures > 1);
        await new Promise((done) => setTimeout(done, 500));
      }
    }
    if (this.sending === session) this.sending = null;
  }

  merge() {
    let count = 0;
    const parts = [];
    while (this.queue.length > 0 && (parts.length === 0 || 4 * (count + this.queue[0].length) <= this.chunkBytes)) {
      parts.push(this.queue.shift());
      count += parts.at(-1).length;
    }
    this.queue.unshift(parts.length === 1 ? parts[0] : joined(parts, count));
  }

  interrupted(isSo) {
    const text = isSo ? "The server does not answer. You can go on speaking: what is said now is sent when it does." : "";
    if (get("break").textContent !== text) get("break").textContent = text;
  }

  react(event) {
    switch (event.event) {
      case "level": {
        this.time = event.time;
        get("clock").textContent = clock(event.time);
        const share = Math.min(Math.max((event.decibels + 60) / 60, 0), 1);
        get("level").style.setProperty("--share", share.toFixed(3));
        get("level").style.background = event.peak_decibels >= -0.1 ? "var(--wrong)" : event.speech ? "var(--right)" : "var(--muted)";
        break;
      }
      case "window":
        this.past.push({ start: this.past.at(-1)?.end > event.end - 0.5 ? this.past.at(-1).end : event.end - 0.2, end: event.end, emotion: emotionOf(event.label) });
        get("now-swatch").replaceChildren(swatch(emotionOf(event.label)));
        get("now-label").textContent = words(event.label);
        get("now-share").textContent = percent(event.confidence);
        this.bars.show(byEmotion(event.probabilities));
        break;
      case "utterance_ended":
        if (event.label) get("spoken").textContent = `${words(event.label)}, ${percent(event.confidence)}`;
        break;
      default:
    }
  }

  drawStrip() {
    if (!this.isOn) return;
    const { context, width, height } = sharpen(get("strip"), 56);
    context.fillStyle = themed("--track");
    context.fillRect(0, 0, width, height);
    const scale = width / stripSeconds;
    const start = this.time - stripSeconds;
    this.past = this.past.filter((part) => part.end > start);
    for (const part of this.past) {
      context.fillStyle = colour(part.emotion);
      context.fillRect((part.start - start) * scale, 0, (part.end - part.start) * scale + 0.7, height);
    }
    setTimeout(() => requestAnimationFrame(() => this.drawStrip()), 100);
  }

  // - message: why, where it was not the speaker who stopped
  async stop(message = null) {
    if (!this.isOn) return;
    this.isOn = false;
    this.button.disabled = true;
    const rate = this.context.sampleRate;
    const samples = joined(this.kept, this.keptCount);
    await this.close();
    this.show(false);
    if (message) this.fail(message);
    this.button.disabled = false;
    if (document.activeElement === document.body) this.button.focus();
    if (samples.length > rate / 2) this.look(wav(samples, rate)); else if (!message) this.fail("That was too short to hear anything in.");
  }

  async close() {
    const session = this.session;
    this.isOn = false;
    this.session = null;
    this.queue = [];
    this.kept = [];
    for (const track of this.media?.getTracks() ?? []) track.stop();
    this.media = null;
    await this.context?.close().catch(() => {});
    if (session) ask(`/v1/live/${session.id}`, { method: "DELETE" }).catch(() => {});
  }

  show(isOn) {
    this.button.setAttribute("aria-pressed", String(isOn));
    get("record-text").textContent = isOn ? "Stop" : "Start listening";
    get("record-hint").hidden = isOn;
    get("live").hidden = !isOn;
    this.interrupted(false);
    if (isOn) {
      get("now-swatch").replaceChildren();
      get("now-label").textContent = "Say something";
      get("now-share").textContent = "";
      get("clock").textContent = clock(0);
      get("level").style.setProperty("--share", 0);
      this.bars.show({});
    } else get("spoken").textContent = "";
  }

  // What was recorded is heard again as a whole. Where that fails, it is kept and can be tried again.
  async look(recording) {
    const time = new Date().toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", second: "2-digit" });
    const name = `Recording of ${time}`;
    const place = make("article", { className: "answer" });
    get("recorded").prepend(place);
    const hear = async () => {
      place.replaceChildren(make("h3", { textContent: name }), make("p", { className: "meta", textContent: "listening to the whole of it" }), make("progress", { "aria-label": `Hearing ${name}` }));
      try {
        const answer = await patiently(() => json("/v1/predictions?timeline=1&overview=1", { method: "POST", body: recording }));
        place.replaceWith(new RecordingView(name, recording, answer).element);
        get("spoken").textContent = answer.label ? `${name}: ${words(answer.label)}` : `${name}: no speech`;
      } catch (error) {
        const again = make("button", { type: "button", textContent: "Try again" });
        again.addEventListener("click", hear);
        place.replaceChildren(make("h3", { textContent: name }), make("p", { className: "problem", role: "alert", textContent: error.message }), make("audio", { controls: true, src: URL.createObjectURL(recording), "aria-label": `Play ${name}` }), again);
      }
    };
    await hear();
  }
}

function reason(error) {
  switch (error.name) {
    case "NotAllowedError": return "The browser did not let this page use the microphone. Allow it beside the address, then press again.";
    case "NotFoundError": return "The browser found no microphone. Plug one in, or drop a recording under Files.";
    case "NotReadableError": return "The microphone is there but does not answer; another program may hold it. Close that, then press again.";
    default: return error.message;
  }
}

function joined(parts, count) {
  const all = new Float32Array(count);
  let place = 0;
  for (const part of parts) { all.set(part, place); place += part.length; }
  return all;
}

// Speak: the microphone in chunks of a fifth of a second to a live session, and what it answers as it comes.

import { ask, events, json } from "./api.js";
import { Bars, byEmotion, clock, colour, emotionOf, percent, sharpen, themed, words } from "./look.js";
import { RecordingView } from "./view.js";
import { wav } from "./wav.js";

const chunkSeconds = 0.2;
const stripSeconds = 60;
const longest = 20 * 60;
const get = (id) => document.getElementById(id);

export class Speak {
  constructor(emotions, fail) {
    this.fail = fail;
    this.bars = new Bars(get("bars"), emotions);
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
      this.session = await json(`/v1/live?sample_rate=${this.context.sampleRate}&levels=1`, { method: "POST" });
      Object.assign(this, { isOn: true, waiting: [], waitingCount: 0, queue: [], kept: [], keptCount: 0, sequence: 0, past: [], time: 0, isSending: false });
      await this.listen();
      this.show(true);
      this.frame = requestAnimationFrame(() => this.drawStrip());
    } catch (error) {
      await this.close();
      this.fail(error.name === "NotAllowedError" ? "The browser did not let this page use the microphone. Allow it beside the address, then press again." : error.name === "NotFoundError" ? "The browser found no microphone. Plug one in, or drop a recording under Files." : error.message);
    }
    this.button.disabled = false;
  }

  async listen() {
    const source = this.context.createMediaStreamSource(this.media);
    const take = (samples) => this.take(samples);
    if (this.context.audioWorklet) {
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
    if (this.keptCount >= longest * this.context.sampleRate) this.stop();
    if (this.waitingCount < chunkSeconds * this.context.sampleRate) return;
    this.queue.push(joined(this.waiting, this.waitingCount));
    this.waiting = [];
    this.waitingCount = 0;
    this.send();
  }

  // One chunk at a time, in order. A chunk whose answer was lost is sent again under its number; the server knows.
  async send() {
    if (this.isSending) return;
    this.isSending = true;
    let failures = 0;
    while (this.queue.length > 0 && this.session) {
      // What waited becomes one chunk, so that a slow moment is caught up with. One that was sent stays as it is.
      if (failures === 0 && this.queue.length > 1) this.queue = [joined(this.queue, this.queue.reduce((sum, part) => sum + part.length, 0))];
      try {
        const answer = await events(`${this.session.audio}?sequence=${this.sequence}`, { method: "POST", headers: { "Content-Type": "audio/pcm; format=f32le" }, body: this.queue[0] });
        this.queue.shift();
        this.sequence += 1;
        failures = 0;
        for (const event of answer) this.react(event);
      } catch (error) {
        if (!this.isOn) break;
        failures += 1;
        if (error.status === 404 || failures > 25) { this.fail(error.message); this.isSending = false; await this.stop(); return; }
        await new Promise((done) => setTimeout(done, 500));
      }
    }
    this.isSending = false;
  }

  react(event) {
    switch (event.event) {
      case "level": {
        this.time = event.time;
        get("clock").textContent = clock(event.time);
        const share = Math.min(Math.max((event.decibels + 60) / 60, 0), 1);
        get("level").style.width = `${share * 100}%`;
        get("level").style.background = event.peak_decibels >= -0.1 ? "var(--wrong)" : event.speech ? "var(--right)" : "var(--muted)";
        break;
      }
      case "window":
        this.past.push({ start: this.past.at(-1)?.end > event.end - 0.5 ? this.past.at(-1).end : event.end - 0.2, end: event.end, emotion: emotionOf(event.label) });
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
    this.frame = setTimeout(() => requestAnimationFrame(() => this.drawStrip()), 100);
  }

  async stop() {
    if (!this.isOn) return;
    this.isOn = false;
    this.button.disabled = true;
    const rate = this.context.sampleRate;
    const samples = joined(this.kept, this.keptCount);
    this.queue = [];
    await this.close();
    this.show(false);
    if (samples.length > rate / 2) await this.look(wav(samples, rate));
    this.button.disabled = false;
  }

  async close() {
    this.isOn = false;
    for (const track of this.media?.getTracks() ?? []) track.stop();
    await this.context?.close().catch(() => {});
    if (this.session) await ask(`/v1/live/${this.session.id}`, { method: "DELETE" }).catch(() => {});
    this.session = this.media = null;
  }

  show(isOn) {
    this.button.setAttribute("aria-pressed", String(isOn));
    get("record-text").textContent = isOn ? "Stop" : "Start listening";
    get("record-hint").hidden = isOn;
    get("live").hidden = !isOn;
    if (isOn) {
      get("now-label").textContent = "Say something";
      get("now-share").textContent = "";
      this.bars.show({});
    }
  }

  async look(recording) {
    try {
      const answer = await json("/v1/predictions?timeline=1&overview=1", { method: "POST", body: recording });
      const time = new Date().toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", second: "2-digit" });
      get("recorded").prepend(new RecordingView(`Recording of ${time}`, recording, answer).element);
    } catch (error) { this.fail(error.message); }
  }
}

function joined(parts, count) {
  const all = new Float32Array(count);
  let place = 0;
  for (const part of parts) { all.set(part, place); place += part.length; }
  return all;
}

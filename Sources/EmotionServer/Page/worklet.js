// Hands the microphone's samples to the page, a twentieth of a second at a time.

class Tap extends AudioWorkletProcessor {
  constructor() {
    super();
    this.samples = new Float32Array(Math.round(sampleRate / 20 / 128) * 128);
    this.count = 0;
  }

  process(inputs) {
    const samples = inputs[0][0];
    if (!samples) return true;
    if (this.count + samples.length > this.samples.length) this.flush();
    this.samples.set(samples, this.count);
    this.count += samples.length;
    return true;
  }

  flush() {
    this.port.postMessage(this.samples.slice(0, this.count));
    this.count = 0;
  }
}

registerProcessor("tap", Tap);

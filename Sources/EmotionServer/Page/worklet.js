// Hands the microphone's samples to the page, some at a time.

class Tap extends AudioWorkletProcessor {
  process(inputs) {
    const channels = inputs[0];
    if (channels.length > 0) this.port.postMessage(channels[0].slice());
    return true;
  }
}

registerProcessor("tap", Tap);

import Foundation
import SpeechAudio

/// A small synthesizer for ``NonSpeech``.
struct SoundSynthesizer {
  let seconds: Double
  private(set) var samples: [Double]
  private var state: UInt64
  private let rate = Double(NonSpeech.rate)

  init(seconds: Double, seed: UInt64) {
    self.seconds = seconds
    samples = [Double](repeating: 0, count: Int(seconds * Double(NonSpeech.rate)))
    state = seed
  }

  var waveform: Waveform { Waveform(samples: samples.map { Float($0) }, sampleRate: NonSpeech.rate) }

  /// SplitMix64.
  mutating func uniform(_ low: Double, _ high: Double) -> Double {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return low + (high - low) * Double((mixed ^ (mixed >> 31)) >> 11) * 0x1p-53
  }

  mutating func logUniform(_ low: Double, _ high: Double) -> Double { exp(uniform(log(low), log(high))) }

  mutating func normal() -> Double {
    (-2 * log(1 - uniform(0, 1))).squareRoot() * cos(2 * .pi * uniform(0, 1))
  }

  mutating func normalise(peakDecibels: Double) {
    let peak = samples.reduce(0) { max($0, abs($1)) }
    guard peak > 0 else { return }
    let gain = pow(10, peakDecibels / 20) / peak
    for index in samples.indices { samples[index] *= gain }
  }

  mutating func addNoise(decibels: Double) {
    let gain = pow(10, decibels / 20) / 3
    for index in samples.indices { samples[index] += gain * normal() }
  }

  /// Noise whose amplitude falls with frequency to the power `slope`: 0 white, 0.5 pink, 1 brown.
  mutating func addColouredNoise(slope: Double) {
    for (index, value) in colouredNoise(slope: slope, count: samples.count).enumerated() {
      samples[index] += value
    }
  }

  private mutating func colouredNoise(slope: Double, count: Int) -> [Double] {
    // Low-passes a third of a decade apart, weighted by the slope (Voss 1978 in spirit).
    let corners = stride(from: 1.3, through: 3.9, by: 0.33).map { pow(10, $0) }
    var memory = corners.map { _ in 0.0 }
    let weights = corners.map { pow($0 / 100, -slope) * 10 }
    let white = slope == 0 ? 1.0 : 0.0
    return (0..<count).map { _ in
      let drawn = normal()
      var sum = white * drawn
      guard slope > 0 else { return sum }
      for index in corners.indices {
        let decay = exp(-2 * .pi * corners[index] / rate)
        memory[index] = decay * memory[index] + (1 - decay).squareRoot() * drawn
        sum += weights[index] * memory[index]
      }
      return sum
    }
  }

  mutating func modulate(hertz: Double, depth: Double) {
    let phase = uniform(0, 6.28)
    for index in samples.indices {
      samples[index] *= 1 - depth * (0.5 + 0.5 * sin(2 * .pi * hertz * Double(index) / rate + phase))
    }
  }

  /// Adds a sound that a function of its own time gives.
  private mutating func add(from start: Double, to end: Double, _ sound: (Double) -> Double) {
    let first = max(0, Int(start * rate))
    let last = min(samples.count, Int(end * rate))
    guard first < last else { return }
    for index in first..<last { samples[index] += sound(Double(index - first) / rate) }
  }

  mutating func addTone(hertz: Double, from start: Double, to end: Double, gain: Double = 1) {
    let length = end - start
    add(from: start, to: end) { time in
      gain * min(1, time / 0.005, (length - time) / 0.005) * sin(2 * .pi * hertz * time)
    }
  }

  mutating func addToneSteps() {
    var start = 0.0
    while start < seconds {
      let length = uniform(0.1, 0.6)
      addTone(hertz: logUniform(100, 2500), from: start, to: start + length)
      start += length + uniform(0, 0.3)
    }
  }

  mutating func addHum(hertz: Double) {
    for harmonic in 1...30 {
      addTone(hertz: hertz * Double(harmonic), from: 0, to: seconds, gain: uniform(0, 1) / Double(harmonic))
    }
  }

  mutating func addChirp(from first: Double, to last: Double) {
    let (length, ratio) = (seconds, log(last / first))
    guard abs(ratio) > 1e-3 else { return addTone(hertz: first, from: 0, to: seconds) }
    add(from: 0, to: seconds) { sin(2 * .pi * first * length / ratio * (exp(ratio * $0 / length) - 1)) }
  }

  private mutating func addNote(
    hertz: Double, from start: Double, length: Double, harmonics: Int, vibrato: Double, gain: Double
  ) {
    let shape = uniform(0.5, 1.5)
    let swing = uniform(4.5, 6.5)
    let attack = uniform(0.005, 0.05)
    var phase = 0.0
    let rate = rate
    let highest = min(harmonics, Int(0.45 * rate / hertz))
    let gains = (0...max(highest, 1)).map { pow(Double(max($0, 1)), -shape) }
    add(from: start, to: start + length) { time in
      phase += hertz * (1 + vibrato * sin(2 * .pi * swing * time)) / rate
      var sum = 0.0
      for harmonic in 1...max(highest, 1) { sum += gains[harmonic] * sin(2 * .pi * phase * Double(harmonic)) }
      return gain * sum * min(1, time / attack, (length - time) / 0.02) * exp(-time)
    }
  }

  /// A semitone of a scale, in hertz.
  private func pitch(_ step: Int, base: Double) -> Double {
    let scale = [0, 2, 4, 5, 7, 9, 11]
    return base * pow(2, Double(scale[((step % 7) + 7) % 7] + 12 * (step / 7)) / 12)
  }

  mutating func addMelody(harmonics: Int, duration: Double, vibrato: Double) {
    let base = logUniform(110, 440)
    var (start, step) = (0.0, 3)
    while start < seconds {
      step = min(max(step + Int(uniform(-3, 4)), 0), 10)
      let length = duration * (uniform(0, 1) < 0.3 ? 2 : 1)
      addNote(
        hertz: pitch(step, base: base), from: start, length: length * uniform(0.7, 1), harmonics: harmonics,
        vibrato: vibrato, gain: uniform(0.5, 1))
      start += length
    }
  }

  mutating func addChords(harmonics: Int, duration: Double) {
    let base = logUniform(90, 300)
    var start = 0.0
    while start < seconds {
      let root = Int(uniform(0, 7))
      for offset in [0, 2, 4] {
        addNote(
          hertz: pitch(root + offset, base: base), from: start, length: duration, harmonics: harmonics,
          vibrato: 0, gain: 0.5)
      }
      start += duration
    }
  }

  mutating func addBursts(perSecond: Double, decay: Double, slope: Double) {
    var start = uniform(0, 1 / perSecond)
    while start < seconds {
      let noise = colouredNoise(slope: slope, count: Int(6 * decay * rate))
      let gain = uniform(0.3, 1)
      let rate = rate
      add(from: start, to: start + Double(noise.count) / rate) { time in
        gain * noise[min(Int(time * rate), noise.count - 1)] * exp(-time / decay) * min(1, time / 0.002)
      }
      start += uniform(0.6, 1.4) / perSecond
    }
  }

  mutating func addDrums() {
    let beat = uniform(0.25, 0.6)
    var (start, number) = (0.0, 0)
    while start < seconds {
      if number % 2 == 0 {
        let hertz = uniform(45, 80)
        add(from: start, to: start + 0.3) { time in
          3 * exp(-time / 0.08) * sin(2 * .pi * (hertz * time + 4 * (1 - exp(-time / 0.02))))
        }
      } else {
        let noise = colouredNoise(slope: 0, count: Int(0.2 * rate))
        let rate = rate
        add(from: start, to: start + 0.2) { noise[min(Int($0 * rate), noise.count - 1)] * exp(-$0 / 0.05) }
      }
      start += beat / 2
      number += 1
    }
  }

  mutating func addClicks(perSecond: Double) {
    var start = uniform(0, 1) / perSecond
    while start < seconds {
      let (hertz, gain) = (logUniform(500, 6000), uniform(0.2, 1))
      add(from: start, to: start + 0.01) { gain * exp(-$0 / 0.0015) * sin(2 * .pi * hertz * $0) }
      start += -log(1 - uniform(0, 1)) / perSecond
    }
  }

  mutating func addDialledDigits() {
    let (rows, columns) = ([697.0, 770, 852, 941], [1209.0, 1336, 1477])
    var start = 0.0
    let (length, pause) = (uniform(0.06, 0.3), uniform(0.05, 0.3))
    while start < seconds {
      addTone(hertz: rows[Int(uniform(0, 4))], from: start, to: start + length)
      addTone(hertz: columns[Int(uniform(0, 3))], from: start, to: start + length)
      start += length + pause
    }
  }

  /// Karplus and Strong's string (1983).
  private mutating func addString(hertz: Double, from start: Double, length: Double) {
    let period = max(2, Int(rate / hertz))
    var string = (0..<period).map { _ in normal() }
    var place = 0
    add(from: start, to: start + length) { _ in
      let next = (place + 1) % period
      let value = string[place]
      string[place] = 0.498 * (string[place] + string[next])
      place = next
      return value
    }
  }

  mutating func addPluckedStrings() {
    let base = logUniform(100, 250)
    let duration = uniform(0.15, 0.5)
    var start = 0.0
    while start < seconds {
      addString(hertz: pitch(Int(uniform(0, 12)), base: base), from: start, length: 4 * duration)
      start += duration
    }
  }

  mutating func addBells() {
    var start = 0.0
    while start < seconds {
      let hertz = logUniform(200, 1200)
      let decay = uniform(0.2, 1)
      add(from: start, to: start + 3) { time in
        exp(-time / decay)
          * sin(2 * .pi * hertz * time + 4 * exp(-time / decay) * sin(2 * .pi * 1.4 * hertz * time))
      }
      start += uniform(0.3, 1.2)
    }
  }

  mutating func addSiren() {
    let (low, high, speed) = (uniform(400, 700), uniform(900, 1600), uniform(0.2, 3))
    var phase = 0.0
    let rate = rate
    add(from: 0, to: seconds) { time in
      phase += (low + (high - low) * (0.5 + 0.5 * sin(2 * .pi * speed * time))) / rate
      return sin(2 * .pi * phase) + 0.3 * sin(4 * .pi * phase) + 0.1 * sin(6 * .pi * phase)
    }
  }

  mutating func addBirds() {
    var start = uniform(0, 0.5)
    let rate = rate
    while start < seconds {
      let (first, last, length) = (logUniform(1500, 4500), logUniform(1500, 4500), uniform(0.04, 0.25))
      var phase = 0.0
      add(from: start, to: start + length) { time in
        phase += (first + (last - first) * time / length) / rate
        return sin(.pi * time / length) * sin(2 * .pi * phase)
      }
      start += length + uniform(0.02, 0.6)
    }
  }

  mutating func addWind() {
    addColouredNoise(slope: 0.9)
    var gain = 0.5
    for index in samples.indices {
      gain += 0.0008 * (normal() * 0.5 + 0.5 - gain)
      samples[index] *= max(0.02, gain)
    }
    modulate(hertz: uniform(0.1, 0.6), depth: 0.9)
  }

  mutating func addEngine() {
    let (hertz, drift, speed) = (uniform(25, 90), uniform(0, 0.25), uniform(0.1, 0.6))
    var phase = 0.0
    let gains = (1...40).map { _ in uniform(0.2, 1) }
    let rate = rate
    add(from: 0, to: seconds) { time in
      phase += hertz * (1 + drift * sin(2 * .pi * speed * time)) / rate
      var sum = 0.0
      for (index, gain) in gains.enumerated() {
        sum += gain / Double(index + 2) * sin(2 * .pi * phase * Double(index + 1))
      }
      return sum
    }
    addNoise(decibels: uniform(-20, 0))
  }

  mutating func addAlarm(hertz: Double) {
    let (length, pause) = (uniform(0.1, 0.5), uniform(0.1, 0.5))
    var start = uniform(0, pause)
    while start < seconds {
      for harmonic in [1.0, 3, 5] {
        addTone(hertz: hertz * harmonic, from: start, to: start + length, gain: 1 / harmonic)
      }
      start += length + pause
    }
  }

  mutating func addTyping() {
    var start = uniform(0, 0.3)
    while start < seconds {
      let (hertz, gain) = (uniform(800, 3000), uniform(0.3, 1))
      let noise = colouredNoise(slope: 0.2, count: Int(0.04 * rate))
      let rate = rate
      add(from: start, to: start + 0.04) { time in
        gain * exp(-time / 0.008)
          * (noise[min(Int(time * rate), noise.count - 1)] + 0.5 * sin(2 * .pi * hertz * time))
      }
      start += uniform(0.06, 0.35)
    }
  }

  /// A tone that slides from note to note and trembles.
  mutating func addTheremin(harmonics: Int) {
    let base = logUniform(150, 500)
    var (start, current) = (0.0, base)
    var phase = 0.0
    let rate = rate
    while start < seconds {
      let (from, to) = (current, pitch(Int(uniform(0, 9)), base: base))
      let length = uniform(0.3, 1)
      add(from: start, to: start + length) { time in
        let place = min(1, time / 0.15)
        let vibrato = 1 + 0.015 * sin(2 * .pi * 6 * time)
        phase += from * pow(to / from, place) * vibrato / rate
        return (1...harmonics).reduce(0.0) { $0 + sin(2 * .pi * phase * Double($1)) / Double($1 * $1) }
      }
      (start, current) = (start + length, to)
    }
  }

  /// Single tones that slide, with pauses.
  mutating func addGlides(low: Double, high: Double, shortest: Double, longest: Double) {
    var start = uniform(0, 0.3)
    let rate = rate
    while start < seconds {
      let (first, last, length) = (logUniform(low, high), logUniform(low, high), uniform(shortest, longest))
      var phase = 0.0
      add(from: start, to: start + length) { time in
        phase += first * pow(last / first, time / length) / rate
        return sin(.pi * time / length).squareRoot() * sin(2 * .pi * phase)
      }
      start += length + uniform(0.05, 0.5)
    }
  }

  /// Chords of strings, struck one after the other.
  mutating func addStrumming() {
    let base = logUniform(90, 180)
    let beat = uniform(0.2, 0.5)
    var start = 0.0
    while start < seconds {
      let root = Int(uniform(0, 6))
      for (number, offset) in [0, 2, 4, 7].enumerated() {
        addString(
          hertz: pitch(root + offset, base: base), from: start + 0.012 * Double(number), length: 2 * beat)
      }
      start += beat
    }
  }
}

/// The loop that keeps a loudspeaker's buffer full and counts what has left it.
struct Playback {
  /// Seconds on a steady clock.
  let now: () -> Double
  /// Waits for some seconds.
  let pause: (Double) -> Void

  /// Seconds between two calls of `progress`.
  static let progressInterval = 0.05
  /// Seconds between two looks at a full buffer.
  static let lookInterval = 0.005
  /// Seconds without room in the buffer after which a device counts as lost.
  static let patience = 5.0

  /// Plays mono samples at the stream's rate.
  ///
  /// What was written less what is still in the device's buffer has been heard.
  func play(
    _ samples: [Float], on stream: any PlaybackStream, progress: (Double) -> Bool
  ) throws(PortAudioFailure) {
    let form = stream.form
    let rate = Double(form.sampleRate)
    guard progress(0) else { return }
    try stream.start()
    var capacity = try stream.writableFrameCount()
    let blockFrames = max(1, Int(rate * Self.progressInterval))
    var written = 0
    var lastProgress = now()
    var lastMove = now()
    while true {
      let room = try stream.writableFrameCount()
      capacity = max(capacity, room)
      let heard = max(0, written - (capacity - room))
      if now() - lastProgress >= Self.progressInterval {
        lastProgress = now()
        guard progress(Double(heard) / rate) else { return stream.abort() }
      }
      let count = min(room, blockFrames, samples.count - written)
      if count > 0 {
        try write(samples[written..<(written + count)], channelCount: form.channelCount, to: stream)
        written += count
        lastMove = now()
      } else if written == samples.count {
        // A device may not begin before its buffer is full once; stopping plays out what is in it.
        if heard >= written || written < capacity || now() - lastMove > Double(capacity) / rate { break }
        pause(Self.lookInterval)
      } else {
        guard now() - lastMove < Self.patience else {
          throw PortAudioFailure("it took no sample for \(Int(Self.patience)) s")
        }
        pause(Self.lookInterval)
      }
    }
    try stream.stop()
    _ = progress(Double(samples.count) / rate)
  }

  private func write(
    _ samples: ArraySlice<Float>, channelCount: Int, to stream: any PlaybackStream
  ) throws(PortAudioFailure) {
    let frames = samples.flatMap { sample in
      let clipped = sample.isNaN ? 0 : min(max(sample, -1), 1)
      return Array(repeating: clipped, count: channelCount)
    }
    try frames.withUnsafeBufferPointer { (frames) throws(PortAudioFailure) in try stream.write(frames) }
  }
}

import EmotionEvaluation
import Foundation
import SpeechAudio
import SpeechEmotion
import SpeechFeatures
import TerminalInterface

/// Makes timelines of inputs, one after the other.
struct TimelineJob {
  let inputs: [PredictionInput]
  let detector: EmotionDetector
  let options: TimelineOptions
  /// Who speaks, where that person is enrolled.
  var speaker: SpeakerProfile?

  /// Does the job.
  ///
  /// - Parameter writer: What timelines look like.
  /// - Returns: The exit status: 0 only if every input was answered.
  /// - Throws: Where standard output or a picture cannot be written.
  func run(writer: TimelineWriter) throws -> Int32 {
    Interruption.beginCatching()
    let pictures = try options.pictureURLs(for: inputs.map(\.path))
    var output = Output.standard
    var objects: [JSONText] = []
    var failures = 0
    let isJSON = if case .json = writer { true } else { false }
    try output.write(writer.beginning)
    for (number, input) in inputs.enumerated() where !Interruption.isRequested {
      let picture = pictures.isEmpty ? nil : pictures[number]
      do {
        var overview = try picture.map { _ in try AudioOverview(columnCount: 900) }
        let timeline = try timeline(of: input, overview: &overview)
        overview?.finish()
        if case .table = writer, number > 0 { try output.writeLine() }
        objects.append(isJSON ? TimelineWriter.object(timeline, path: input.path) : .null)
        try output.write(writer.text(timeline, path: input.path))
        try output.flush()
        // Last, so that nothing is lost where it cannot be drawn.
        if let overview, let picture {
          try TimelinePictureFile(timeline: timeline, overview: overview, title: input.path).write(
            to: picture)
        }
        for warning in timeline.warnings { Diagnostics.warning("\(input.path): \(warning)") }
      } catch InputError.interrupted {
        break
      } catch {
        failures += 1
        let sentence = Diagnostics.sentence(error)
        Diagnostics.error(sentence.contains(input.path) ? sentence : "\(input.path): \(sentence)")
        guard objects.count == number else { continue }
        objects.append(.object([("path", .string(input.path)), ("error", .string(sentence))]))
      }
    }
    if isJSON { try output.write(JSONText.array(objects).document) }
    try output.flush()
    return Interruption.exitCode ?? (failures == 0 ? 0 : 1)
  }

  private func timeline(of input: PredictionInput, overview: inout AudioOverview?) throws -> Timeline {
    switch input.source {
    case .unanswerable(let error): throw error
    case .standardInput:
      return try heard(seconds: nil, overview: &overview) { take in
        try detector.timeline(
          forData: StandardInput.audio(), settings: options.settings, speaker: speaker, audio: take)
      }
    case .file(let url):
      let seconds = try AudioReader(contentsOf: url).duration
      return try heard(seconds: seconds, overview: &overview) { take in
        try detector.timeline(forFile: url, settings: options.settings, speaker: speaker, audio: take)
      }
    }
  }

  /// Hears one input with progress in seconds of audio, where it is long enough to wait for.
  private func heard(
    seconds: Double?, overview: inout AudioOverview?, _ hear: ((Waveform) throws -> Void) throws -> Timeline
  ) throws -> Timeline {
    let total = seconds.map { max(1, Int($0)) }
    var progress = ProgressReporter(
      activity: "listening", total: total ?? 1, unit: "seconds of audio", isSilent: (total ?? 0) < 60)
    defer { progress.finish() }
    var heard = 0.0
    return try hear { block in
      if Interruption.isRequested { throw InputError.interrupted }
      heard += block.duration
      progress.update(min(Int(heard), total ?? 0))
      guard overview != nil else { return }
      let waveform =
        block.sampleRate == AudioOverview.sampleRate
        ? block : try block.resampled(to: AudioOverview.sampleRate)
      try overview?.push(waveform)
    }
  }
}

/// The picture of a timeline as a file.
struct TimelinePictureFile {
  let timeline: Timeline
  let overview: AudioOverview
  let title: String

  /// Writes the picture as the file's extension says.
  ///
  /// - Parameter url: An `.svg` or `.png` file.
  /// - Throws: ``WholeFileError``, or ``PictureConversionError`` where a PNG cannot be drawn.
  func write(to url: URL) throws {
    let labels = timeline.segments.lazy.compactMap(\.prediction).first?.labels
    let picture = TimelinePicture(
      title: title, duration: timeline.durationSeconds,
      outline: overview.columns.map { ($0.lowest, $0.highest) },
      spectrogram: overview.columns.map { $0.power.map { 10 * log10(max($0, 1e-12)) } },
      columnDuration: overview.columnDuration,
      segments: timeline.segments.map {
        .init(start: $0.start, end: $0.end, label: $0.label, confidence: $0.prediction?.confidence ?? 0)
      },
      emotions: labels?.emotions ?? [], emotion: { LabelSet.emotion(of: $0) })
    let svg = Data(picture.svg(id: "timeline").utf8)
    if url.pathExtension.lowercased() == "png" {
      try PictureConverter().writePNG(of: svg, to: url)
    } else {
      try WholeFile.write(svg, to: url.path)
    }
  }
}

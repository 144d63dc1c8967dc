import Foundation

/// A recording over time: its waveform, its spectrogram, and under them a strip of what was heard in it.
public struct TimelinePicture: Sendable {
  /// A stretch of the strip.
  public struct Segment: Sendable, Hashable {
    /// Where it begins, in seconds.
    public var start: Double
    /// Where it ends.
    public var end: Double
    /// What was heard; nil where nobody speaks.
    public var label: String?
    /// How sure, 0...1.
    public var confidence: Double

    /// Wraps a stretch.
    public init(start: Double, end: Double, label: String?, confidence: Double) {
      self.start = start
      self.end = end
      self.label = label
      self.confidence = confidence
    }
  }

  /// What it shows.
  public var title: String
  /// Length of the audio, in seconds.
  public var duration: Double
  /// Lowest and highest amplitude of stretches of equal length, -1...1.
  public var outline: [(lowest: Float, highest: Float)]
  /// Power of the same stretches in bands from low to high, in decibels; shape `[outline.count][bands]`.
  public var spectrogram: [[Float]]
  /// Seconds that one stretch spans.
  public var columnDuration: Double
  /// The strip.
  public var segments: [Segment]
  /// Names of the rows of colour, in order: the emotions that labels speak of.
  public var emotions: [String]
  /// The emotion of a label.
  public var emotion: @Sendable (String) -> String

  /// Wraps what is to be drawn.
  public init(
    title: String, duration: Double, outline: [(lowest: Float, highest: Float)], spectrogram: [[Float]],
    columnDuration: Double, segments: [Segment], emotions: [String],
    emotion: @escaping @Sendable (String) -> String
  ) {
    self.title = title
    self.duration = duration
    self.outline = outline
    self.spectrogram = spectrogram
    self.columnDuration = columnDuration
    self.segments = segments
    self.emotions = emotions
    self.emotion = emotion
  }

  /// Draws the picture, 960 pixels wide.
  ///
  /// - Parameters:
  ///   - id: Unique within a page; letters, digits and hyphens.
  ///   - theme: Where it will be looked at.
  /// - Returns: One `svg` element.
  public func svg(id: String, theme: PictureTheme = .file) -> String {
    let strip = 336.0
    var drawing = Drawing(width: 960, height: strip + 128, theme: theme)
    let x = Scale(0...max(duration, 0.01), from: 74, to: 940)
    drawing.text(Drawing.shortened(title, to: 100), 14, 26, size: 15, isBold: true)
    drawWave(in: &drawing, x: x, y: Scale(-1...1, from: 136, to: 44))
    drawSpectrogram(in: &drawing, x: x, top: 150, bottom: 310)
    for segment in segments { draw(segment, in: &drawing, x: x, top: strip, height: 44) }
    for time in Self.times(upTo: duration) {
      drawing.line(x(time), strip + 44, x(time), strip + 49, .muted)
      drawing.text(Self.clock(time, isFine: duration < 6), x(time), strip + 63, .middle, size: 12, .muted)
    }
    drawing.text("time", (x.start + x.end) / 2, strip + 82, .middle, size: 12.5)
    for (row, name) in [(90.0, "level"), (230.0, "Mel bands"), (strip + 22, "emotion")] {
      drawing.text(name, 20, row, .middle, size: 12, .muted, turned: -90)
    }
    drawLegend(in: &drawing, left: x.start, top: strip + 100)
    return drawing.svg(id: id, title: title, description: description)
  }

  private func drawWave(in drawing: inout Drawing, x: Scale, y: Scale) {
    drawing.line(x.start, y(0), x.end, y(0), .grid)
    let peak = max(outline.reduce(Float(0)) { max($0, abs($1.lowest), abs($1.highest)) }, 1e-4)
    let middles = outline.indices.map { x(min((Double($0) + 0.5) * columnDuration, duration)) }
    let upper = zip(middles, outline).map { (x: $0, y: y(Double($1.highest / peak))) }
    let lower = zip(middles, outline).map { (x: $0, y: y(Double($1.lowest / peak))) }
    drawing.area(upper + lower.reversed(), .accent)
    let decibels = 20 * log10(Double(peak))
    drawing.text("\(Int(decibels.rounded())) dB", x.start - 6, y(1) + 4, .end, size: 11, .muted)
  }

  private func drawSpectrogram(in drawing: inout Drawing, x: Scale, top: Double, bottom: Double) {
    guard let bands = spectrogram.first?.count, bands > 0 else { return }
    let loudest = spectrogram.reduce(-200) { max($0, $1.max() ?? -200) }
    // 70 dB are what an eye can tell apart here.
    let shade = { (level: Float) in UInt8(max(0, min(255, (level - loudest + 70) / 70 * 255))) }
    var pixels: [UInt8] = []
    pixels.reserveCapacity(spectrogram.count * bands)
    for band in (0..<bands).reversed() { pixels += spectrogram.map { shade($0[band]) } }
    let image = PixelImage(width: spectrogram.count, height: bands, pixels: pixels, palette: Self.palette)
    let right = x(min(Double(spectrogram.count) * columnDuration, duration))
    drawing.image(image.png, x.start, top, right - x.start, bottom - top)
    for (hertz, name) in [(100.0, "100 Hz"), (1000, "1 kHz"), (4000, "4 kHz")] {
      drawing.text(
        name, x.start - 6, bottom - Self.melShare(hertz) * (bottom - top) + 4, .end, size: 11, .muted)
    }
  }

  private func draw(_ segment: Segment, in drawing: inout Drawing, x: Scale, top: Double, height: Double) {
    let (left, right) = (x(segment.start), x(segment.end))
    guard let label = segment.label else {
      return drawing.line(left, top + height / 2, right, top + height / 2, .grid, width: 2)
    }
    // Ten hours have tens of thousands of segments, most of them narrower than a pixel.
    let tip =
      right - left < 1
      ? nil
      : "\(Self.clock(segment.start, isFine: true)) to \(Self.clock(segment.end, isFine: true)): \(label) \(Figure.percent(segment.confidence))"
    // As high as the answer is sure, over a track of the full height.
    let filled = height * min(max(segment.confidence, 0.04), 1)
    let width = max(right - left - 1, 0.6)
    if tip != nil {
      drawing.rectangle(left, top, width, height, fill: ink(of: label), opacity: 0.18, tip: tip)
    }
    drawing.rectangle(
      left, top + height - filled, width, filled, fill: ink(of: label), opacity: 0.9, tip: tip)
    let names = [label.replacing("_", with: " "), emotion(label)]
    if let name = names.first(where: { Drawing.width(of: $0, size: 11.5) + 6 < width }) {
      drawing.text(name, (left + right) / 2, top - 6, .middle, size: 11.5)
    }
  }

  private func drawLegend(in drawing: inout Drawing, left: Double, top: Double) {
    var place = left
    for name in emotions {
      drawing.rectangle(place, top, 14, 12, fill: ink(of: name), opacity: 0.9)
      drawing.text(name, place + 20, top + 11, size: 12)
      place += 44 + Drawing.width(of: name, size: 12)
    }
    drawing.text("height: how sure", 940, top + 11, .end, size: 12, .muted)
  }

  /// A colour that stays the same from recording to recording.
  private func ink(of label: String) -> Ink {
    let emotion = emotion(label)
    let known = [
      "calm": 6, "neutral": 6, "happy": 4, "sad": 0, "dislike": 1, "angry": 1, "fearful": 3, "surprised": 2,
      "disgust": 2, "boredom": 5,
    ]
    return .series(known[emotion] ?? emotions.firstIndex(of: emotion) ?? 0)
  }

  private var description: String {
    segments.prefix(200).map { segment in
      let span = "\(Self.clock(segment.start, isFine: true)) to \(Self.clock(segment.end, isFine: true))"
      return segment.label.map { "\(span): \($0), \(Figure.percent(segment.confidence))." }
        ?? "\(span): no speech."
    }.joined(separator: " ")
  }

  /// Where a frequency lies among bands between 50 and 7600 Hz (Slaney's Mel scale), 0...1.
  private static func melShare(_ hertz: Double) -> Double {
    let mel = { (hertz: Double) in hertz < 1000 ? hertz / 200 * 3 : 15 + log(hertz / 1000) / log(6.4) * 27 }
    return (mel(hertz) - mel(50)) / (mel(7600) - mel(50))
  }

  /// Moments a round part of a minute or an hour apart.
  private static func times(upTo duration: Double) -> [Double] {
    let steps: [Double] = [
      0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 21_600, 86_400,
    ]
    let step = steps.first { duration / $0 <= 12 } ?? duration / 10
    return Array(stride(from: 0, through: duration, by: max(step, 0.1)))
  }

  private static func clock(_ seconds: Double, isFine: Bool) -> String {
    // Rounded first: 59.97 s are a minute.
    let seconds = isFine ? (seconds * 10).rounded() / 10 : seconds.rounded()
    let hours = Int(seconds) / 3600
    let minutes = Int(seconds) / 60 % 60
    let rest = seconds - Double(Int(seconds) / 60 * 60)
    let text = String(format: isFine ? "%04.1f" : "%02.0f", rest)
    return hours > 0 ? String(format: "%d:%02d:", hours, minutes) + text : "\(minutes):\(text)"
  }

  /// From night to a pale yellow, even in lightness: a straight line through four colours in Oklab's order of lightness.
  private static let palette: [(red: UInt8, green: UInt8, blue: UInt8)] = {
    let stops: [(Double, Double, Double)] = [
      (8, 10, 26), (70, 28, 110), (190, 60, 92), (250, 160, 60), (252, 250, 200),
    ]
    return (0..<256).map { index in
      let place = Double(index) / 255 * Double(stops.count - 1)
      let lower = min(Int(place), stops.count - 2)
      let share = place - Double(lower)
      let (from, to) = (stops[lower], stops[lower + 1])
      let mix = { (a: Double, b: Double) in UInt8(a + (b - a) * share) }
      return (mix(from.0, to.0), mix(from.1, to.1), mix(from.2, to.2))
    }
  }()
}

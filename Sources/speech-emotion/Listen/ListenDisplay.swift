import SpeechEmotion
import TerminalInterface

/// What is to be seen while somebody listens: level, current emotion with bars, and the last minute as a strip.
///
/// It writes nothing: a test can show it events and look at the lines.
struct ListenDisplay {
  /// Emotions, in the model's order.
  let emotions: [String]

  private var loudness: EmotionEvent.Loudness?
  private var window: EmotionEvent.Window?
  private var heldPeak = (decibels: -Double.infinity, time: 0.0)
  private var isSpeaking = false
  /// What was heard when, oldest first; no more than a minute of it.
  private var past: [(end: Double, emotion: String)] = []
  private var time = 0.0

  /// Seconds that the strip goes back.
  static let stripSeconds = 60.0

  init(emotions: [String]) {
    self.emotions = emotions
  }

  /// Takes an event in.
  mutating func take(_ event: EmotionEvent) {
    switch event {
    case .level(let loudness):
      self.loudness = loudness
      time = loudness.time
      // The highest of the last second and a half.
      if loudness.peakDecibels >= heldPeak.decibels || time - heldPeak.time > 1.5 {
        heldPeak = (loudness.peakDecibels, time)
      }
    case .utteranceStarted: isSpeaking = true
    case .utteranceEnded, .noSpeech:
      isSpeaking = false
    case .window(let window):
      self.window = window
      past.append((window.end, window.smoothed.emotion))
      let gone = past.firstIndex { $0.end > window.end - Self.stripSeconds } ?? 0
      past.removeFirst(gone)
    }
  }

  /// Draws it.
  ///
  /// - Parameter terminal: Where it will be shown.
  /// - Returns: Lines without their ends, none wider than the terminal.
  func lines(for terminal: Terminal) -> [String] {
    let width = max(terminal.layoutWidth - 1, 12)
    return ["", levelLine(terminal, width: width), "", headLine(terminal, width: width)]
      + bars(terminal, width: width) + [""] + strip(terminal, width: width)
  }

  private func levelLine(_ terminal: Terminal, width: Int) -> String {
    let clock = NumberFormat.clock(seconds: time)
    let decibels = loudness.map { "\(Int($0.decibels.rounded())) dB" } ?? ""
    let state = isSpeaking ? "speaking" : "listening"
    let hasLevel = width >= 30
    let fixed = 2 + clock.count + 1 + LevelMeter.markWidth + (hasLevel ? 7 : 0)
    let hasState = width >= fixed + 2 + state.count + 8
    let room = width - fixed - (hasState ? 2 + state.count : 0)
    let drawn = LevelMeter(width: min(max(room, 1), 40)).drawn(
      level: loudness?.decibels ?? -.infinity, peak: heldPeak.decibels, isClipped: heldPeak.decibels >= -0.1,
      on: terminal)
    let level = hasLevel ? String(repeating: " ", count: max(0, 7 - decibels.count)) + decibels : ""
    let line = "  \(clock) \(drawn)\(level)"
    return hasState ? line + "  " + terminal.styled(state, isSpeaking ? .bold : .dim) : line
  }

  private func headLine(_ terminal: Terminal, width: Int) -> String {
    guard let window else {
      return "  " + terminal.styled("Speak: nothing was heard yet.".truncated(toWidth: width - 2), .dim)
    }
    // What the bars say: the likeliest emotion, whoever speaks.
    let emotion = window.smoothed.emotion
    let share = window.smoothed.emotionProbabilities.first { $0.label == emotion }?.probability ?? 0
    let voice = window.smoothed.gender.map { "\($0) " } ?? ""
    let text = "\(voice)\(emotion) \(NumberFormat.percent(share, decimals: 0))".truncated(toWidth: width - 2)
    let style: Style = isSpeaking ? [.bold, Self.style(of: emotion)] : .dim
    return "  " + terminal.styled(text, style)
  }

  private func bars(_ terminal: Terminal, width: Int) -> [String] {
    let names = emotions.map { terminal.hasColour ? $0 : "\(letter(of: $0)) \($0)" }
    let nameWidth = names.map(\.displayWidth).max() ?? 0
    let bar = Bar(width: min(max(width - nameWidth - 2 - 2 - 1 - 5, 1), 40))
    let probabilities = window?.smoothed.emotionProbabilities ?? []
    return zip(emotions, names).map { emotion, name in
      let share = probabilities.first { $0.label == emotion }?.probability ?? 0
      let padding = String(repeating: " ", count: nameWidth - name.displayWidth)
      let percent = NumberFormat.percent(share, decimals: 0)
      let gap = String(repeating: " ", count: max(0, 5 - percent.count))
      let style: Style = isSpeaking ? Self.style(of: emotion) : .dim
      return "  \(name)\(padding)  \(bar.drawn(share, on: terminal, style: style)) \(gap)\(percent)"
    }
  }

  /// The last minute, a column each second or so, and what its ends are.
  private func strip(_ terminal: Terminal, width: Int) -> [String] {
    let columns = min(width - 2, 120)
    let span = Self.stripSeconds / Double(columns)
    // Columns stand still in time, so that the strip moves by whole columns.
    let last = Int((time / span).rounded(.down))
    let quiet = terminal.hasUnicode ? "·" : "."
    var text = "  "
    var place = past.startIndex
    for column in (last - columns + 1)...last {
      let end = Double(column + 1) * span
      var counts: [String: Int] = [:]
      while place < past.endIndex, past[place].end <= end {
        if past[place].end > end - span { counts[past[place].emotion, default: 0] += 1 }
        place += 1
      }
      // Equal counts go by the model's order, so that a picture is the same each time it is drawn.
      let emotion = emotions.max { counts[$0, default: 0] < counts[$1, default: 0] }
      guard let emotion, counts[emotion, default: 0] > 0 else {
        text += terminal.styled(quiet, .dim)
        continue
      }
      let mark = terminal.hasColour && terminal.hasUnicode ? "█" : letter(of: emotion)
      text += terminal.styled(mark, Self.style(of: emotion))
    }
    let left = "\(Int(Self.stripSeconds)) s ago"
    let gap = String(repeating: " ", count: max(1, columns - left.count - 3))
    return [text, "  " + terminal.styled(left + gap + "now", .dim)]
  }

  /// A letter that no emotion before it has.
  private func letter(of emotion: String) -> String {
    var taken: Set<Character> = []
    for name in emotions {
      let letter = name.first { !taken.contains($0) } ?? "?"
      if name == emotion { return String(letter) }
      taken.insert(letter)
    }
    return "?"
  }

  /// A colour of its own for every emotion.
  static func style(of emotion: String) -> Style {
    switch emotion {
    case "calm", "neutral": .cyan
    case "happy": .yellow
    case "sad": .blue
    case "dislike", "angry": .red
    case "fearful": .magenta
    case "surprised": .green
    default: []
    }
  }
}

/// Shows a ``ListenDisplay`` in place, with the utterances that are over scrolling away above it.
struct ListenDisplayWriter: ListenWriter {
  private var display: ListenDisplay
  private let terminal: () -> Terminal
  private var hasBegun = false
  /// Widths of the lines on the screen.
  private var shown: [Int] = []

  init(display: ListenDisplay, terminal: @escaping () -> Terminal) {
    self.display = display
    self.terminal = terminal
  }

  mutating func write(_ event: EmotionEvent, _ output: inout Output) throws {
    display.take(event)
    let terminal = terminal()
    switch event {
    case .level: break
    case .utteranceEnded(let utterance):
      try output.write(wiped(on: terminal))
      try output.writeLine("  " + ListenTextWriter.line(utterance, terminal: terminal))
    default: return
    }
    try draw(on: terminal, &output)
  }

  mutating func end(_ output: inout Output) throws {
    guard hasBegun else { return }
    // Wraps again, and shows the cursor.
    try output.write("\u{1B}[?7h\u{1B}[?25h")
    try output.flush()
  }

  private mutating func draw(on terminal: Terminal, _ output: inout Output) throws {
    // No cursor, and no wrapping: what does not fit is not shown.
    if !hasBegun { try output.write("\u{1B}[?25l\u{1B}[?7l") }
    hasBegun = true
    try output.write(wiped(on: terminal))
    // On a low terminal the first lines count.
    let lines = display.lines(for: terminal).prefix(max((terminal.height ?? .max) - 1, 1))
    try output.write(lines: Array(lines))
    try output.flush()
    shown = lines.map(\.displayWidth)
  }

  /// What moves the cursor to the display's first line and wipes what is below.
  private mutating func wiped(on terminal: Terminal) -> String {
    defer { shown = [] }
    // What was said about Ctrl-C stands below the display now, which stays as it is.
    guard !shown.isEmpty, !Interruption.isRequested else { return "" }
    // A terminal that has become narrower has broken long lines in two.
    let width = max(terminal.layoutWidth, 1)
    let rows = shown.reduce(0) { $0 + max(1, ($1 + width - 1) / width) }
    return "\u{1B}[\(min(rows, (terminal.height ?? .max) - 1))A\r\u{1B}[J"
  }
}

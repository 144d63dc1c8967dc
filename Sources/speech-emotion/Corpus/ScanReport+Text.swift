import EmotionCorpora
import TerminalInterface

extension ScanReport {
  /// Findings of one kind that are listed; the rest are counted.
  private static let listedFindings = 10

  /// The report for a person.
  ///
  /// - Parameter terminal: Where it will be shown.
  /// - Returns: Lines without their ends.
  func lines(for terminal: Terminal) -> [String] {
    var lines = corpora.lines(for: terminal)
    lines.append("")
    lines += classes(for: terminal).lines(for: terminal)
    lines.append("")
    lines += findings(for: terminal)
    return lines
  }

  private var corpora: Table {
    var rows: [[Table.Cell]] = audit.corpora.map { summary in
      let rates = summary.sampleRates.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map {
        "\(NumberFormat.grouped($0.key)) Hz"
      }
      return [
        .init(summary.corpus.printable), .init(NumberFormat.grouped(summary.clips)),
        .init(NumberFormat.fixed(summary.hours, decimals: 2)), .init(speakers(summary)),
        .init(rates.joined(separator: ", ")),
        .init(summary.meanLevelDecibels.map { NumberFormat.fixed($0, decimals: 1) + " dB" } ?? ""),
      ]
    }
    if rows.count > 1 {
      rows.append([
        .init("all", style: .bold), .init(NumberFormat.grouped(audit.clips), style: .bold),
        .init(NumberFormat.fixed(audit.hours, decimals: 2), style: .bold),
      ])
    }
    return Table(
      columns: [
        .init("corpus", truncation: .keepingStart), .init("clips", alignment: .right),
        .init("hours", alignment: .right), .init("speakers", truncation: .keepingStart),
        .init("sample rate", truncation: .keepingStart),
        .init("level", alignment: .right, truncation: .droppingColumn),
      ], rows: rows)
  }

  private func speakers(_ summary: CorpusSummary) -> String {
    let parts = [
      (summary.men, "man", "men"), (summary.women, "woman", "women"),
      (summary.speakersOfUnknownGender, "other", "others"),
    ]
    let named = parts.filter { $0.0 > 0 }.map { NumberFormat.count($0.0, $0.1, $0.2) }
    return named.isEmpty ? "unknown" : named.joined(separator: ", ")
  }

  /// Classes by speakers, with sums.
  private func classes(for terminal: Terminal) -> Table {
    let speakerWidth = audit.speakers.map { $0.speaker.displayWidth }.max() ?? 0
    // What titles may take: the speaker, the voice and the sum come first.
    let room = (terminal.width ?? .max) - max(speakerWidth, 7) - 18
    let widest = audit.classes.map { $0.displayWidth }.max() ?? 0
    let isNarrow = terminal.width != nil && room / max(audit.classes.count, 1) < widest + 2
    let titleWidth = isNarrow ? max(room / max(audit.classes.count, 1) - 2, 4) : widest
    func title(_ name: String) -> String {
      // The end tells classes apart that begin with a gender.
      isNarrow ? name.truncated(toWidth: titleWidth, ellipsis: terminal.hasUnicode ? "…" : ".") : name
    }
    var sums = audit.classes.map { _ in 0 }
    for row in audit.speakers { for (index, count) in row.clips.enumerated() { sums[index] += count } }
    var rows: [[Table.Cell]] = audit.speakers.map { row in
      [.init(row.speaker.printable), .init(row.gender == .unknown ? "" : row.gender.rawValue)]
        + row.clips.map { .init($0 == 0 ? "." : NumberFormat.grouped($0), style: $0 == 0 ? .dim : []) }
        + [.init(NumberFormat.grouped(row.clips.reduce(0, +)))]
    }
    rows.append(
      [.init("all", style: .bold), ""] + sums.map { .init(NumberFormat.grouped($0), style: .bold) }
        + [.init(NumberFormat.grouped(sums.reduce(0, +)), style: .bold)])
    return Table(
      columns: [.init("speaker", truncation: .keepingEnd), .init("voice", truncation: .droppingColumn)]
        + audit.classes.map { .init(title($0), alignment: .right) } + [.init("all", alignment: .right)],
      rows: rows)
  }

  private func findings(for terminal: Terminal) -> [String] {
    var lines: [String] = []
    for (kind, findings) in findingsByKind {
      let style: Style = kind.isGrave ? [.bold, .red] : [.bold, .yellow]
      lines.append(terminal.styled("\(kind.title): \(NumberFormat.grouped(findings.count))", style))
      lines += listed(findings.map(\.description), for: terminal)
    }
    if !audit.setAside.isEmpty {
      let count = NumberFormat.count(audit.setAside.count, "file")
      lines.append(terminal.styled("set aside: \(count)", .bold))
      lines += listed(audit.setAside.map(\.description), for: terminal)
    }
    if lines.isEmpty { lines.append(terminal.styled("Nothing is wrong.", .green)) }
    return lines
  }

  private func listed(_ sentences: [String], for terminal: Terminal) -> [String] {
    let shown = sentences.prefix(Self.listedFindings).flatMap { sentence in
      let text = sentence.replacing(root + "/", with: "").printable
      return TextWrap.lines(text, width: terminal.width.map { max($0 - 4, 20) }).enumerated().map {
        ($0 == 0 ? "  " : "    ") + $1
      }
    }
    let rest = sentences.count - Self.listedFindings
    return rest > 0 ? shown + ["  and \(NumberFormat.grouped(rest)) more (--json lists all)"] : shown
  }
}

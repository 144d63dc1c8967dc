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
    lines += classes(for: terminal)
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

  /// Classes by speakers, with sums; where titles would be cut beyond recognition, numbers and their meaning.
  private func classes(for terminal: Terminal) -> [String] {
    let titles = classTitles(for: terminal)
    let legend =
      titles == audit.classes.indices.map { "\($0 + 1)" }
      ? zip(titles, audit.classes).map { "\($0) \($1.printable)" }.joined(separator: ", ") : nil
    return classTable(titles: titles).lines(for: terminal)
      + (legend.map { TextWrap.lines($0, width: terminal.width) } ?? [])
  }

  private func classTitles(for terminal: Terminal) -> [String] {
    guard let width = terminal.width, !audit.classes.isEmpty else { return audit.classes }
    // The speaker, the voice and the sum come first.
    let speakerWidth = audit.speakers.map { $0.speaker.displayWidth }.max() ?? 0
    let room = (width - max(speakerWidth, 7) - 16) / audit.classes.count - 2
    let ellipsis = terminal.hasUnicode ? "…" : "."
    let cut = audit.classes.map { $0.printable.truncated(toWidth: max(room, 4), ellipsis: ellipsis) }
    return Set(cut).count == cut.count ? cut : audit.classes.indices.map { "\($0 + 1)" }
  }

  private func classTable(titles: [String]) -> Table {
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
        + titles.map { .init($0, alignment: .right) } + [.init("all", alignment: .right)],
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

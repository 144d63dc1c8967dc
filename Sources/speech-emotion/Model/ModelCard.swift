import Foundation
import SpeechEmotion
import SpeechFeatures
import TerminalInterface

/// A model's manifest as a page to read.
struct ModelCard {
  /// What the model says about itself.
  let manifest: ModelManifest

  /// Draws the card.
  ///
  /// - Parameter terminal: Where it will be shown.
  /// - Returns: Lines without their ends.
  func lines(for terminal: Terminal) -> [String] {
    var lines = facts.lines(for: terminal)
    if !manifest.data.corpora.isEmpty { lines += section("Data", data.lines(for: terminal), terminal) }
    if !manifest.scores.isEmpty { lines += section("Scores", scores.lines(for: terminal), terminal) }
    lines += section("Network", network.lines(for: terminal), terminal)
    if !manifest.notes.isEmpty {
      let width = terminal.width.map { max($0 - 2, 20) }
      lines += section("Notes", TextWrap.lines(manifest.notes, width: width).map { "  " + $0 }, terminal)
    }
    return lines
  }

  private func section(_ title: String, _ lines: [String], _ terminal: Terminal) -> [String] {
    ["", terminal.styled(title, .bold)] + lines
  }

  private var facts: KeyValueBlock {
    var block = KeyValueBlock()
    block.append("name", manifest.name)
    if manifest.created.timeIntervalSince1970 > 0 {
      block.append("created", manifest.created.formatted(.iso8601))
    }
    block.append("labels", manifest.labels.names.joined(separator: ", "))
    if let outputs = manifest.outputs {
      block.append("learnt", outputs.map(\.name).joined(separator: ", "))
      block.append("weighted", Self.weights(of: outputs))
    }
    if manifest.memberCount > 1 {
      block.append("networks", "\(manifest.memberCount), which answer together")
    }
    block.append("features", RecipeSummary(recipe: manifest.featureRecipe).sentence)
    block.append(
      "parameters",
      NumberFormat.grouped(manifest.memberCount * NetworkSummary(manifest.networkSpec).parameterCount))
    block.append(
      "calibration", "temperature \(NumberFormat.fixed(manifest.calibration.temperature, decimals: 3))")
    block.append("split", manifest.data.split)
    block.append("held out", manifest.data.heldOutSpeakers.joined(separator: ", "))
    block.append("licence", manifest.weightsLicence.isEmpty ? nil : "\(manifest.weightsLicence) (weights)")
    return block
  }

  /// Outputs that count with a weight of their own; nil where none does.
  private static func weights(of outputs: [OutputClass]) -> String? {
    let weighted = outputs.compactMap { output in
      output.weight.map { "\(output.name) \(NumberFormat.fixed($0, decimals: 2))" }
    }
    return weighted.isEmpty ? nil : weighted.joined(separator: ", ")
  }

  private var data: Table {
    Table(
      columns: [
        .init("corpus"), .init("clips", alignment: .right), .init("speakers", alignment: .right),
        .init("licence", truncation: .keepingStart),
      ],
      rows: manifest.data.corpora.map {
        [
          .init($0.name), .init(NumberFormat.grouped($0.clips)), .init(NumberFormat.grouped($0.speakers)),
          .init($0.licence),
        ]
      }, indentation: 2)
  }

  private var scores: Table {
    Table(
      columns: [.init(truncation: .keepingEnd), .init(alignment: .right)],
      rows: manifest.scores.sorted { $0.key < $1.key }.map {
        [.init($0.key), .init(NumberFormat.fixed($0.value, decimals: 4))]
      }, indentation: 2)
  }

  private var network: Table {
    Table(
      columns: [.init(truncation: .keepingStart), .init(alignment: .right)],
      rows: NetworkSummary(manifest.networkSpec).rows.map { row in
        [
          .init(String(repeating: "  ", count: row.depth) + row.text),
          .init(row.parameters > 0 ? NumberFormat.grouped(row.parameters) : ""),
        ]
      }, indentation: 2)
  }
}

import Foundation

extension ClassificationReport {
  /// The report as a table, ending in a line break.
  ///
  /// - Parameter digits: Digits behind the decimal point.
  /// - Returns: What scikit-learn's `classification_report(..., digits=digits, zero_division=0)` prints.
  public func text(digits: Int = 2) -> String {
    let width = max(labels.map(\.unicodeScalars.count).max() ?? 0, "weighted avg".count, digits)

    func row(_ name: String, _ cells: [String]) -> String {
      padded(name, to: width) + " " + cells.map { " " + padded($0, to: 9) }.joined() + "\n"
    }
    func clips(_ count: Int) -> String {
      // scikit-learn 1.9 counts in floating point where no prediction at all is right, and prints that.
      hasCorrectPrediction ? "\(count)" : "\(count).0"
    }
    func cells(_ scores: ClassScores) -> [String] {
      [scores.precision, scores.recall, scores.f1].map { number($0, digits: digits) } + [
        clips(scores.support)
      ]
    }

    var text = row("", ["precision", "recall", "f1-score", "support"]) + "\n"
    for (label, scores) in zip(labels, classes) { text += row(label, cells(scores)) }
    text += "\n"
    if coversAllClasses {
      let accuracy = number(microAverage.f1, digits: digits)
      text += row("accuracy", ["", "", accuracy, clips(microAverage.support)])
    } else {
      text += row("micro avg", cells(microAverage))
    }
    text += row("macro avg", cells(macroAverage))
    text += row("weighted avg", cells(weightedAverage))
    return text
  }
}

/// `text` behind as many spaces as make it `width` characters; counted as Python does, by code points.
func padded(_ text: String, to width: Int) -> String {
  String(repeating: " ", count: max(0, width - text.unicodeScalars.count)) + text
}

/// `value` with `digits` digits behind the point.
func number(_ value: Double, digits: Int) -> String {
  String(format: "%.\(digits)f", value)
}

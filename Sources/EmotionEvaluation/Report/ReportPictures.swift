/// The pictures of a cross-validation as SVG text, by names that can be file names.
///
/// `training-loss`, `training-accuracy` and `validation-recall` show the runs; of each reading, such as `ravdess8`,
/// there are `ravdess8-confusion`, `ravdess8-classes`, `ravdess8-speakers`, `ravdess8-calibration-before`,
/// `ravdess8-calibration-after` and `ravdess8-coverage`. What there are no figures for is not drawn.
public struct ReportPictures: Sendable, Hashable {
  /// One picture.
  public struct Picture: Sendable, Hashable {
    /// Lower-case letters, digits and hyphens; unique.
    public var name: String
    /// What it shows.
    public var title: String
    /// One `svg` element.
    public var svg: String
  }

  /// The pictures in the order of the report.
  public let pictures: [Picture]

  /// Names of the readings' pictures before the hyphen, in the order of the readings.
  let readingNames: [String]

  /// Draws all pictures.
  ///
  /// - Parameters:
  ///   - record: The runs.
  ///   - summary: What they add up to.
  ///   - theme: Where they will be looked at.
  public init(
    _ record: CrossValidationRecord, summary: CrossValidationSummary, theme: PictureTheme = .file
  ) {
    var folds: [String] = []
    for name in record.folds + record.results.map(\.fold)
    where !folds.contains(name) && record.results.contains(where: { $0.fold == name }) { folds.append(name) }
    readingNames = Self.fileNames(of: summary.readings.map(\.name))
    var pictures: [Picture] = []
    func add(_ name: String, _ title: String, _ svg: (String) -> String) {
      pictures.append(Picture(name: name, title: title, svg: svg("picture-\(name)")))
    }
    for curve in TrainingCurve.allCases {
      guard let chart = curve.chart(of: record.results, folds: folds) else { continue }
      add(curve.rawValue, chart.title) { chart.svg(id: $0, theme: theme) }
    }
    for (reading, name) in zip(summary.readings, readingNames) where reading.confusion.total > 0 {
      let confusion = HeatMap(title: "Confusion matrix, \(reading.name)", matrix: reading.confusion)
      add("\(name)-confusion", confusion.title) { confusion.svg(id: $0, theme: theme) }
      let classes = BarChart(
        title: "Scores of each class, \(reading.name)", labels: reading.labels, scores: reading.perClass)
      add("\(name)-classes", classes.title) { classes.svg(id: $0, theme: theme) }
      let speakers = reading.speakerPlot(folds: folds)
      add("\(name)-speakers", speakers.title) { speakers.svg(id: $0, theme: theme) }
      let before = ReliabilityDiagram(title: "temperature 1", reliability: reading.calibration.before)
      add("\(name)-calibration-before", "Calibration at temperature 1, \(reading.name)") {
        before.svg(id: $0, theme: theme)
      }
      let after = ReliabilityDiagram(
        title: "at the fitted temperature", reliability: reading.calibration.after)
      add("\(name)-calibration-after", "Calibration at the fitted temperature, \(reading.name)") {
        after.svg(id: $0, theme: theme)
      }
      let coverage = reading.coverageChart
      add("\(name)-coverage", coverage.title) { coverage.svg(id: $0, theme: theme) }
    }
    self.pictures = pictures
  }

  /// The picture of a name; nil where there is none.
  public subscript(name: String) -> String? {
    pictures.first { $0.name == name }?.svg
  }

  /// Names that a file system, a page and a shell take as they are, no two the same.
  private static func fileNames(of names: [String]) -> [String] {
    var taken: Set<String> = []
    return names.map { name in
      let letters = name.lowercased().unicodeScalars.map { scalar -> String in
        scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
          ? String(scalar) : "-"
      }
      let plain = letters.joined().split(separator: "-").joined(separator: "-")
      let base = plain.isEmpty ? "reading" : String(plain.prefix(40))
      var unique = base
      var number = 2
      while !taken.insert(unique).inserted {
        unique = "\(base)-\(number)"
        number += 1
      }
      return unique
    }
  }
}

/// What is drawn over the epochs.
enum TrainingCurve: String, CaseIterable {
  case loss = "training-loss"
  case accuracy = "training-accuracy"
  case recall = "validation-recall"

  /// The curves of all runs; nil where no run has figures.
  func chart(of results: [FoldResult], folds: [String]) -> LineChart? {
    let curves = results.compactMap { result -> LineChart.Curve? in
      let points = result.history.compactMap { epoch in
        value(epoch).map { LineChart.Point(x: Double(epoch.epoch), y: $0) }
      }
      guard !points.isEmpty else { return nil }
      return LineChart.Curve(
        series: folds.firstIndex(of: result.fold) ?? 0, points: points,
        mark: points.first { $0.x == Double(result.keptEpoch) })
    }
    guard !curves.isEmpty else { return nil }
    let last = curves.compactMap(\.points.last?.y).filter(\.isFinite)
    let ends = last.isEmpty ? "no numbers" : "\(written(last.min() ?? 0)) to \(written(last.max() ?? 0))"
    var chart = LineChart(
      title: title,
      description: "\(title) of \(Figure.count(curves.count, "run")) over the epochs; at the end \(ends). "
        + "A sign marks the epoch whose weights were tested.",
      xName: "epoch", yName: axis, names: folds, curves: curves)
    chart.hasShareY = self != .loss
    return chart
  }

  private func value(_ epoch: FoldResult.Epoch) -> Double? {
    switch self {
    case .loss: epoch.trainingLoss
    case .accuracy: epoch.trainingAccuracy
    case .recall: epoch.validationRecall
    }
  }

  private func written(_ value: Double) -> String {
    self == .loss ? number(value, digits: 2) : Figure.percent(value)
  }

  private var title: String {
    switch self {
    case .loss: "Training loss"
    case .accuracy: "Training accuracy"
    case .recall: "Validation mean recall"
    }
  }

  private var axis: String {
    switch self {
    case .loss: "training loss, nats"
    case .accuracy: "training accuracy"
    case .recall: "mean recall on the validation clips"
    }
  }
}

extension ReadingSummary {
  /// Mean recall of each speaker beside that of all and chance.
  func speakerPlot(folds: [String]) -> DotPlot {
    let rows = perSpeaker.map { speaker in
      let fold = speaker.folds.first.flatMap { folds.firstIndex(of: $0) } ?? 0
      return DotPlot.Row(name: speaker.name, value: speaker.unweightedAverageRecall, series: fold)
    }
    return DotPlot(
      title: "Mean recall of each speaker, \(name)", valueName: "mean recall", rows: rows, series: folds,
      references: [
        .init(name: "chance", value: chance), .init(name: "all", value: confusion.unweightedAverageRecall),
      ])
  }

  /// Accuracy over the share of clips that are answered.
  var coverageChart: LineChart {
    let points = coverage.points.map { LineChart.Point(x: $0.coverage, y: $0.accuracy) }
    let spoken = [1, 0.75, 0.5, 0.25].compactMap { share in
      coverage.accuracy(atCoverage: share).map {
        "\(Figure.percent($0)) of the surest \(Figure.percent(share))"
      }
    }
    var chart = LineChart(
      title: "Accuracy against coverage, \(name)",
      description: "Right answers: \(spoken.joined(separator: ", ")).",
      xName: "share of clips answered, the surest first", yName: "right among them", names: [name],
      curves: [LineChart.Curve(series: 0, points: points, mark: points.last)])
    chart.hasShareX = true
    chart.hasShareY = true
    chart.xDomain = 0...1
    chart.yDomain = Scale.domain(of: points.map(\.y), including: [1])
    return chart
  }
}

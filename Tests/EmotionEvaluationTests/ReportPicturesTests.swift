import Foundation
import Testing

@testable import EmotionEvaluation

@Suite("Pictures of a cross-validation")
struct ReportPicturesTests {
  @Test("every part has its picture, each complete in itself, with words for those who do not see it")
  func pictures() throws {
    let record = try goldenRecord()
    let summary = try CrossValidationSummary(record, resamples: 1)
    let pictures = ReportPictures(record, summary: summary)
    let kinds = ["confusion", "classes", "speakers", "calibration-before", "calibration-after", "coverage"]
    #expect(
      pictures.pictures.map(\.name) == ["training-loss", "training-accuracy", "validation-recall"]
        + ["six", "three", "pair"].flatMap { reading in kinds.map { "\(reading)-\($0)" } })
    for picture in pictures.pictures {
      #expect(MarkupCheck.problem(in: picture.svg) == nil, "\(picture.name)")
      #expect(picture.svg.hasPrefix("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox="))
      #expect(picture.svg.contains("role=\"img\"") && picture.svg.contains("<desc id="))
      #expect(!picture.svg.contains("var("), "a file has no page to take its colours from")
    }
    #expect(pictures["nothing"] == nil)
    let inPage = ReportPictures(record, summary: summary, theme: .page)
    #expect(inPage["six-confusion"]?.contains("var(--heat,#0b62a4)") == true)
  }

  @Test("readings of the same or of no name get names of their own")
  func names() throws {
    var record = try goldenRecord()
    record.readings[1].name = "Six!"
    record.readings[2].name = "六"
    let summary = try CrossValidationSummary(record, resamples: 1)
    let names = ReportPictures(record, summary: summary).pictures.map(\.name)
    #expect(names.contains("six-2-confusion") && names.contains("reading-confusion"))
    #expect(Set(names).count == names.count)
  }

  @Test("a scale puts ends on ends and ticks on round numbers")
  func scale() {
    let scale = Scale(0...10, from: 100, to: 0)
    #expect(scale(0) == 100 && scale(10) == 0 && scale(2.5) == 75)
    #expect(scale(-1) == 100 && scale(11) == 0 && scale(.nan) == 100)
    #expect(scale.ticks(5) == [0, 2, 4, 6, 8, 10])
    #expect(Scale(1...3, from: 0, to: 1).ticks(6, isWhole: true) == [1, 2, 3])
    #expect(Scale(5...5, from: 0, to: 1).ticks() == [5])
    let domain = Scale.domain(of: [0.13, 0.66])
    #expect(abs(domain.lowerBound - 0.1) < 1e-9 && abs(domain.upperBound - 0.7) < 1e-9)
    #expect(Scale.domain(of: []) == 0...1)
  }

  @Test("a training that diverged leaves a gap, not a broken picture")
  func gaps() throws {
    var record = try goldenRecord()
    record.results[0].history[1].trainingLoss = .nan
    record.results[1].history[2].trainingLoss = .infinity
    let summary = try CrossValidationSummary(record, resamples: 1)
    let svg = try #require(ReportPictures(record, summary: summary)["training-loss"])
    #expect(!svg.contains("nan") && !svg.contains("inf"))
    #expect(MarkupCheck.problem(in: svg) == nil)
  }

  @Test("a coordinate has two digits at most, and is always a number")
  func coordinates() {
    #expect(
      [1, 1.5, 0.333333, -0.001, .nan, 12.999].map(Markup.coordinate) == ["1", "1.5", "0.33", "0", "0", "13"])
  }

  @Test("times are said as people say them")
  func durations() {
    #expect(
      [45, 119, 720, 7_500, 11_100].map(Figure.duration) == [
        "45 s", "119 s", "12 min", "2 h 05 min", "3 h 05 min",
      ])
    #expect(Figure.duration(.nan) == "–")
  }
}

import EmotionEvaluation
import Testing

struct GoldenCalibration: Decodable, Sendable {
  var logits: [[Float]]
  var truth: [Int]
  var temperature: Double
  var lossBefore: Double
  var lossAfter: Double
  var expectedCalibrationError: Double
}

@Suite("Calibration")
struct CalibrationTests {
  /// SciPy's bounded search stops within about 1e-8 of the minimum, where the loss is flat.
  let temperatureTolerance = 1e-5
  let tolerance = 1e-9

  @Test("the temperature, losses and calibration error equal SciPy's and NumPy's")
  func goldenValues() throws {
    for row in try golden("calibration.json", as: [GoldenCalibration].self) {
      let fitted = TemperatureScaling(fitting: row.logits, truth: row.truth)
      #expect(abs(fitted.temperature - row.temperature) < temperatureTolerance * row.temperature)
      #expect(abs(fitted.lossBefore - row.lossBefore) < tolerance)
      #expect(abs(fitted.lossAfter - row.lossAfter) < tolerance)
      let probabilities = row.logits.map { Softmax.probabilities(of: $0) }
      let reliability = Reliability(probabilities: probabilities, truth: row.truth)
      #expect(abs(reliability.expectedCalibrationError - row.expectedCalibrationError) < tolerance)
    }
  }

  @Test("a network that is always right, or no clips at all, ends the search at a finite temperature")
  func extremes() {
    let sure = TemperatureScaling(fitting: [[4, 0], [0, 4]], truth: [0, 1])
    #expect(abs(sure.temperature - TemperatureScaling.range.lowerBound) < 1e-9)
    let wrong = TemperatureScaling(fitting: [[4, 0], [0, 4]], truth: [1, 0])
    #expect(abs(wrong.temperature - TemperatureScaling.range.upperBound) < 1e-9)
    #expect(TemperatureScaling(fitting: [], truth: []).temperature == 1)
  }

  @Test("softmax sums to one, survives large logits and flattens with temperature")
  func softmax() {
    let plain = Softmax.probabilities(of: [1000, 999, 0])
    #expect(abs(plain.reduce(0, +) - 1) < 1e-12)
    #expect(plain[0] > plain[1])
    let flat = Softmax.probabilities(of: [1000, 999, 0], temperature: 10)
    #expect(flat[0] < plain[0])
    #expect(Softmax.probabilities(of: []).isEmpty)
    #expect(Softmax.argmax([0.25, 0.5, 0.5]) == 1)
  }

  @Test("confidences on the edges fall into the bin below, 0 and 1 into the outermost")
  func edges() {
    let reliability = Reliability(
      confidences: [0, 0.25, 0.5, 0.50001, 1], isCorrect: [false, true, true, false, true], binCount: 2)
    #expect(reliability.bins.map(\.clips) == [3, 2])
    #expect(reliability.bins[0].confidence == 0.25)
    #expect(reliability.bins[1].accuracy == 0.5)
  }
}

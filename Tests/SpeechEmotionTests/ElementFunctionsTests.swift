import Foundation
import Testing

@testable import SpeechEmotion

@Suite struct ElementFunctionsTests {
  /// Points that are dense around zero and go beyond where everything saturates.
  static let points: [Float] = (-4_000...4_000).map { Float($0) * 0.025 } + [0, -0.0, 1e-6, -1e-6, 1e-30]

  @Test("The exponential agrees with the C library's within 3e-7")
  func exponential() {
    for x in Self.points where (-87...88).contains(x) {
      let expected = exp(Double(x))
      #expect(abs(Double(ElementFunctions.exp(x)) - expected) <= 3e-7 * expected, "x = \(x)")
    }
    #expect(ElementFunctions.exp(-1e30) < 1e-37)
    #expect(ElementFunctions.exp(1e30).isFinite)
    #expect(ElementFunctions.exp(.nan).isNaN && ElementFunctions.sigmoid(.nan).isNaN)
  }

  @Test("Sigmoid, tanh and erf agree with the C library's")
  func saturating() {
    for x in Self.points {
      let x64 = Double(x)
      #expect(abs(Double(ElementFunctions.sigmoid(x)) - 1 / (1 + exp(-x64))) < 2e-7, "sigmoid \(x)")
      #expect(abs(Double(ElementFunctions.tanh(x)) - tanh(x64)) < 3e-7, "tanh \(x)")
      #expect(abs(Double(ElementFunctions.erf(x)) - erf(x64)) < 5e-7, "erf \(x)")
    }
  }

  @Test("A softmax adds up to one and survives large scores")
  func softmax() {
    var values: [Float] = [1000, 1001, -1000, 999]
    values.withUnsafeMutableBufferPointer { buffer in
      if let start = buffer.baseAddress { ElementFunctions.softmax(start, count: buffer.count) }
    }
    #expect(abs(values.reduce(0, +) - 1) < 1e-6)
    #expect(abs(values[1] / values[0] - exp(1)) < 1e-5)
    #expect(values[2] < 1e-30)
  }
}

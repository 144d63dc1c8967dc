import Foundation

/// The small network that tells speech by its statistics: one hidden layer of eight units.
///
/// A logistic regression on the same statistics and their squares was tried first; it refused up to 3 % of CREMA-D's clean clips
/// once synthetic voices had to pass too. The numbers come from Scripts/fit-speech-gate, which says with which clips and
/// sounds; they do not depend on the emotion model.
enum VoiceActivityModel {
  /// Statistics beyond this count as this, so that nothing outside of what was fitted runs away.
  static let limit = 4.0

  /// Probability that a stretch is speech, 0...1.
  static func probability(_ statistics: VoiceActivityStatistics) -> Double {
    let inputs = statistics.values.map { min(max($0, -limit), limit) }
    var sum = outputBias
    for (unit, weights) in hidden.enumerated() {
      let activation = zip(inputs, weights).reduce(hiddenBiases[unit]) { $0 + $1.0 * $1.1 }
      sum += outputWeights[unit] * tanh(activation)
    }
    return 1 / (1 + exp(-sum))
  }

  /// Shape `[units, statistics]`.
  static let hidden: [[Double]] = [
    [
      -0.092, 0.515, 0.448, 0.030, -0.636, 0.665, 0.931, 0.012, 0.175, -0.015, 0.244, -0.003,
      -0.255, 0.024, 0.333, -0.105, 0.321, 0.184, -0.116, 0.147, 0.042,
    ],
    [
      -0.468, 0.846, -0.083, 0.565, 0.190, 0.275, 0.220, -0.004, 0.021, 0.031, -0.083, 0.368,
      0.415, 0.041, 1.351, 0.536, 0.467, 0.305, 0.283, -0.183, -0.625,
    ],
    [
      0.581, 0.623, -0.070, -0.130, 0.018, -0.430, -1.003, 0.005, 0.094, -0.482, -0.007, -0.435,
      0.380, 1.031, 0.495, 0.449, 0.006, 0.458, 0.233, -0.257, 1.313,
    ],
    [
      0.870, 0.047, 0.172, -0.022, 0.262, -0.492, -0.612, -0.005, 0.150, -0.303, -0.203, -0.872,
      0.133, -0.065, 0.044, 0.246, -0.104, -0.375, -0.019, 1.273, 0.203,
    ],
    [
      0.011, 0.231, -0.633, 0.636, 0.053, -0.025, 0.052, -0.032, -0.391, 0.187, 0.260, 0.298,
      -0.432, -0.757, -0.262, -0.385, -0.416, 0.121, -0.308, -0.043, 0.318,
    ],
    [
      0.201, 0.374, -0.154, -0.354, -0.107, 0.016, -0.392, -0.037, 0.061, -0.683, -0.039, -0.213,
      1.014, 1.156, 0.458, 0.277, -0.125, 0.203, 0.264, -0.019, 1.184,
    ],
    [
      0.712, 0.700, 0.372, -0.474, -0.150, -0.362, -0.908, -0.155, -0.306, -0.192, 0.005, -0.119,
      -0.369, -0.732, 0.225, 0.795, 0.657, -0.332, -0.270, -0.030, -0.493,
    ],
    [
      0.125, 0.573, 0.169, 0.226, -0.227, 0.322, -0.072, -0.090, 0.137, 0.080, 0.088, 0.018,
      -0.237, -0.727, 0.230, 0.447, 0.358, 0.009, -0.376, -0.085, -1.905,
    ],
  ]

  static let hiddenBiases: [Double] = [3.261, 6.693, 1.721, 2.599, -2.486, 3.438, 4.025, 7.765]

  static let outputWeights: [Double] = [2.510, 3.054, 3.452, 2.961, -2.223, 3.127, 3.016, 3.690]

  static let outputBias = -9.013
}

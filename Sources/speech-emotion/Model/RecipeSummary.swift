import SpeechFeatures
import TerminalInterface

/// A feature recipe in words.
struct RecipeSummary {
  /// The recipe.
  let recipe: FeatureRecipe

  /// Such as `80 log-mel bands at 16,000 Hz, every 10.0 ms`.
  var sentence: String {
    let values =
      switch recipe.representation {
      case .logSpectrogram: "log spectrogram of \(recipe.framing.frequencyCount) bins"
      case .logMel(let bands): "\(bands.count) log-mel bands"
      case .mfcc(let coefficients, let bands, _): "\(coefficients) MFCC of \(bands.count) mel bands"
      }
    let rate = NumberFormat.grouped(recipe.sampleRate)
    var parts = [
      "\(values) at \(rate) Hz",
      "every \(NumberFormat.fixed(recipe.frameDuration * 1000, decimals: 1)) ms",
    ]
    if let deltas = recipe.deltas { parts.append("derivatives of order \(deltas.orders)") }
    if let trimming = recipe.preparation.trimming {
      parts.append("silence trimmed at -\(NumberFormat.fixed(trimming.decibels, decimals: 0)) dB")
    }
    if let length = recipe.preparation.crop?.length {
      parts.append(
        "\(NumberFormat.fixed(Double(length) / Double(recipe.sampleRate), decimals: 2)) s of the clip")
    }
    return parts.joined(separator: ", ")
  }
}

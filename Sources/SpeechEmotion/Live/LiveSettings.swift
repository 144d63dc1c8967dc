/// How a ``LiveDetector`` listens.
public struct LiveSettings: Sendable, Equatable {
  /// Seconds that are heard together; models are trained on clips of about three.
  public var windowDuration: Double

  /// Seconds from one window to the next.
  public var hopDuration: Double

  /// Seconds after which a window's weight in the smoothed answer has fallen to a third.
  public var smoothingDuration: Double

  /// How far ahead another label has to be to be shown instead, as a difference of probabilities.
  public var switchingMargin: Double

  /// Silence that ends an utterance, in seconds.
  public var pauseDuration: Double

  /// Describes a way of listening.
  ///
  /// - Parameters:
  ///   - windowDuration: Seconds that are heard together, 0.5...15.
  ///   - hopDuration: Seconds from one window to the next, 0.05...5; rounded to hundredths.
  ///   - smoothingDuration: Seconds that smoothing remembers; 0 for none.
  ///   - switchingMargin: How far ahead another label has to be, 0...1.
  ///   - pauseDuration: Silence that ends an utterance, 0.3...10 s.
  public init(
    windowDuration: Double = 3, hopDuration: Double = 0.2, smoothingDuration: Double = 0.8,
    switchingMargin: Double = 0.06, pauseDuration: Double = 0.7
  ) {
    self.windowDuration = min(max(windowDuration, 0.5), EmotionDetector.maximumWindowDuration)
    self.hopDuration = min(max((hopDuration * 100).rounded() / 100, 0.05), 5)
    self.smoothingDuration = max(smoothingDuration, 0)
    self.switchingMargin = min(max(switchingMargin, 0), 1)
    self.pauseDuration = min(max(pauseDuration, 0.3), 10)
  }
}

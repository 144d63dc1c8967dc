import SpeechAudio

/// A rate and a number of channels that a device may be opened with.
struct StreamForm: Sendable, Equatable, CustomStringConvertible {
  /// Samples per second of each channel, in hertz.
  let sampleRate: Int
  /// Channels.
  let channelCount: Int

  var description: String {
    "\(sampleRate) Hz, \(channelCount == 1 ? "1 channel" : "\(channelCount) channels")"
  }

  /// Rates that devices commonly have, in hertz, the likeliest first.
  static let commonSampleRates = [48_000, 44_100, 96_000, 32_000, 16_000, 22_050, 8000, 192_000]

  /// More channels than this are no microphone but a mixer's way of saying "any number".
  static let mostChannels = 32

  /// Forms worth a try, best first: the device's own rate, then common ones; two channels where there are two, then
  /// one, then all, which some interfaces insist on.
  ///
  /// - Parameters:
  ///   - device: What is to be opened.
  ///   - direction: Which way.
  ///   - preferredSampleRate: A rate to try before the device's own, in hertz.
  /// - Returns: At least one form, none twice.
  static func candidates(
    for device: AudioDevice, _ direction: AudioDirection, preferredSampleRate: Int? = nil
  ) -> [StreamForm] {
    let available = device.channels(direction)
    let channels = unique(
      [min(available, 2), 1, available].filter { $0 >= 1 && $0 <= min(available, mostChannels) })
    let rates = unique(
      (([preferredSampleRate, device.defaultSampleRate].compactMap { $0 }) + commonSampleRates)
        .filter(AudioFormats.sampleRates.contains))
    return rates.flatMap { rate in channels.map { StreamForm(sampleRate: rate, channelCount: $0) } }
  }

  private static func unique(_ values: [Int]) -> [Int] {
    values.enumerated().filter { !values[..<$0.offset].contains($0.element) }.map(\.element)
  }
}

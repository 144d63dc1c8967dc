/// A microphone or a loudspeaker as the system's audio libraries present it, as it was when it was listed.
public struct AudioDevice: Sendable, Equatable {
  /// What the audio library calls it, such as `HDA Intel PCH: ALC257 Analog (hw:0,0)` or `default`.
  public let name: String

  /// The audio library that offers it: `ALSA`, `JACK Audio Connection Kit`, ...
  public let hostAPI: String

  /// Its number in the list, from 0; other devices may have it once something is plugged in or out.
  public let index: Int

  /// Channels that can be recorded at once; 0 for a device that only plays.
  public let inputChannels: Int

  /// Channels that can be played at once; 0 for a device that only records.
  public let outputChannels: Int

  /// Samples per second that the device likes best, in hertz.
  public let defaultSampleRate: Int

  /// Whether this is what records where no device is named.
  public let isDefaultInput: Bool

  /// Whether this is what plays where no device is named.
  public let isDefaultOutput: Bool
}

/// Which way the sound goes.
public enum AudioDirection: String, Sendable, Equatable {
  /// From a microphone.
  case input
  /// To a loudspeaker.
  case output
}

extension AudioDevice {
  /// Channels in one direction.
  func channels(_ direction: AudioDirection) -> Int { direction == .input ? inputChannels : outputChannels }

  /// Whether it is the default in one direction.
  func isDefault(_ direction: AudioDirection) -> Bool {
    direction == .input ? isDefaultInput : isDefaultOutput
  }

  /// Number, name and library, as a choice is shown.
  var label: String { "\(index) \(name) (\(hostAPI))" }
}

public import Foundation
public import SpeechAudio

/// Why nothing could be recorded or played: each case names the device and what was found.
public enum DeviceError: Error, Sendable, Equatable {
  /// The system's audio libraries did not start.
  case noAudioSystem(detail: String)

  /// No device of this direction is there; the names of those of the other direction.
  case noDevice(AudioDirection, others: [String])

  /// No device has this name, number or part of a name.
  case unknownDevice(name: String, AudioDirection, available: [String])

  /// The device has no channels in this direction.
  case wrongDirection(name: String, AudioDirection, available: [String])

  /// More than one device has this in its name.
  case ambiguous(name: String, AudioDirection, matches: [String])

  /// The device would not open in any form that was tried, such as `48000 Hz, 2 channels`; what it said last.
  case unopenable(device: String, AudioDirection, tried: [String], detail: String)

  /// The device was open and does not answer any more: unplugged, switched off, or its server is gone.
  case lost(device: String, AudioDirection, detail: String)

  /// What was recorded, or is to be played, could not be converted to another sample rate.
  case conversion(AudioError)
}

extension DeviceError: CustomStringConvertible, LocalizedError {
  /// What was tried, what was found and what to do.
  public var description: String {
    switch self {
    case .noAudioSystem(let detail):
      "The audio system of this machine could not be started (\(detail)). On Linux, see that ALSA is installed "
        + "(`apt install libasound2-data alsa-utils`) and that `aplay -l` works. Audio files and standard input need no device."
    case .noDevice(let direction, let others):
      "No \(direction == .input ? "microphone" : "loudspeaker") was found: PortAudio asked every audio system it knows "
        + "(ALSA, and through it PulseAudio and PipeWire; JACK) and found "
        + (others.isEmpty ? "no device at all" : "only \(Self.list(others))")
        + ". Plug one in, or see that you may use it (group `audio`; "
        + "`\(direction == .input ? "arecord" : "aplay") -l` lists what the kernel knows)."
        + (direction == .output
          ? ""
          : " An audio file, or - for standard input, works too: speech-emotion predict voice.wav")
    case .unknownDevice(let name, let direction, let available):
      "No \(direction.rawValue) device is called \(name). Choose from: "
        + "\(Self.list(available)). `speech-emotion devices` lists them; a number or a part of the name is enough."
    case .wrongDirection(let name, let direction, let available):
      "\(name) cannot \(direction == .input ? "record" : "play"): it has no \(direction.rawValue) channels. Choose "
        + "\(Self.list(available))."
    case .ambiguous(let name, let direction, let matches):
      "\(name) could be any of \(matches.count) \(direction.rawValue) devices: \(Self.list(matches)). Give the number, "
        + "or more of the name."
    case .unopenable(let device, let direction, let tried, let detail):
      "\(device) could not be opened for \(direction == .input ? "recording" : "playing") (\(detail)). Tried: "
        + "\(tried.joined(separator: "; ")). See that no other program holds it, and that you may use it (group "
        + "`audio`), or choose another: speech-emotion devices"
    case .lost(let device, let direction, let detail):
      "\(device) stopped \(direction == .input ? "recording" : "playing") (\(detail)). It looks unplugged or switched "
        + "off: check the cable, then start again, or choose another device: speech-emotion devices"
    case .conversion(let error): error.description
    }
  }

  /// The same as `description`.
  public var errorDescription: String? { description }

  private static func list(_ names: [String]) -> String {
    let shown = names.prefix(12).joined(separator: ", ")
    return names.count > 12 ? "\(shown) and \(names.count - 12) more" : shown
  }
}

/// The microphones and loudspeakers of this machine.
///
/// The audio system is looked at when something here is first called, which takes milliseconds to a second; nothing
/// is opened for listing.
public enum AudioDevices {
  /// Everything that can record or play.
  ///
  /// - Returns: Devices in the order of their numbers; none on a machine without any.
  /// - Throws: ``DeviceError/noAudioSystem(detail:)``.
  public static func all() throws(DeviceError) -> [AudioDevice] {
    try PortAudioLibrary.shared.devices()
  }

  /// A microphone.
  ///
  /// - Parameter name: The exact name, the number, or a part of the name that no other input has, in upper or lower
  ///   case; nil for the default.
  /// - Returns: A device with input channels.
  /// - Throws: ``DeviceError`` where there is none, none of that name, or more than one.
  public static func input(named name: String? = nil) throws(DeviceError) -> AudioDevice {
    try choose(name, .input, from: all())
  }

  /// A loudspeaker.
  ///
  /// - Parameter name: The exact name, the number, or a part of the name that no other output has, in upper or lower
  ///   case; nil for the default.
  /// - Returns: A device with output channels.
  /// - Throws: ``DeviceError`` where there is none, none of that name, or more than one.
  public static func output(named name: String? = nil) throws(DeviceError) -> AudioDevice {
    try choose(name, .output, from: all())
  }

  /// The device that a name stands for.
  static func choose(
    _ name: String?, _ direction: AudioDirection, from devices: [AudioDevice]
  ) throws(DeviceError) -> AudioDevice {
    let able = devices.filter { $0.channels(direction) > 0 }
    guard !able.isEmpty else { throw .noDevice(direction, others: devices.map(\.name)) }
    guard let name else {
      // Some systems have devices and no default among them.
      return able.first { $0.isDefault(direction) } ?? able[0]
    }
    let exact = able.filter { $0.name == name }
    if exact.count == 1 { return exact[0] }
    if let number = Int(name), let device = devices.first(where: { $0.index == number }) {
      guard device.channels(direction) > 0 else {
        throw .wrongDirection(name: device.label, direction, available: able.map(\.label))
      }
      return device
    }
    let wanted = name.lowercased()
    let matches = exact.isEmpty ? able.filter { $0.name.lowercased().contains(wanted) } : exact
    if matches.count == 1 { return matches[0] }
    guard matches.isEmpty else { throw .ambiguous(name: name, direction, matches: matches.map(\.label)) }
    if let other = devices.first(where: { $0.name.lowercased().contains(wanted) }) {
      throw .wrongDirection(name: other.label, direction, available: able.map(\.label))
    }
    throw .unknownDevice(name: name, direction, available: able.map(\.label))
  }
}

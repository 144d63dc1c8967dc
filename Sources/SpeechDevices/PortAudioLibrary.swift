import CPortAudio
import Foundation
import Synchronization

/// The one door to PortAudio's start, end and list of devices, which it allows one thread at a time.
///
/// PortAudio starts when the first device is asked for, so that programs that only might use one start no slower, and
/// ends with the process. It sees the devices that were there when it started.
final class PortAudioLibrary: Sendable {
  static let shared = PortAudioLibrary()

  private struct State {
    var isStarted = false
    var openStreams = 0
  }

  private let state = Mutex(State())

  /// Every device, in the order of PortAudio's numbers.
  func devices() throws(DeviceError) -> [AudioDevice] {
    try state.withLock { (state) throws(DeviceError) in
      try Self.start(&state)
      return Self.list()
    }
  }

  /// Looks at the devices anew, unless a stream is open: PortAudio would close it.
  func refresh() throws(DeviceError) -> [AudioDevice] {
    try state.withLock { (state) throws(DeviceError) in
      if state.isStarted, state.openStreams == 0 {
        _ = AudioSystemMessages.silenced { Pa_Terminate() }
        state.isStarted = false
      }
      try Self.start(&state)
      return Self.list()
    }
  }

  /// Opens a device in the first of some forms that it takes.
  ///
  /// - Returns: The stream, which is the caller's to close with ``close(_:)``, and its form.
  func open(
    _ device: AudioDevice, _ direction: AudioDirection, forms: [StreamForm], latency: Double
  ) throws(DeviceError) -> (stream: UnsafeMutableRawPointer, form: StreamForm) {
    try state.withLock { (state) throws(DeviceError) in
      try Self.start(&state)
      guard let index = Self.index(of: device) else {
        throw .lost(device: device.name, direction, detail: "it is not in the list of devices any more")
      }
      var tried: [String] = []
      var failure = PortAudioFailure("no form to try")
      for form in forms {
        let parameters = PaStreamParameters(
          device: index, channelCount: Int32(form.channelCount), sampleFormat: PaSampleFormat(paFloat32),
          suggestedLatency: latency, hostApiSpecificStreamInfo: nil)
        var stream: UnsafeMutableRawPointer?
        let status = AudioSystemMessages.silenced {
          withUnsafePointer(to: parameters) { parameters in
            Pa_OpenStream(
              &stream, direction == .input ? parameters : nil, direction == .output ? parameters : nil,
              Double(form.sampleRate), UInt(paFramesPerBufferUnspecified), PaStreamFlags(paNoFlag), nil, nil)
          }
        }
        if status == paNoError.rawValue, let stream {
          state.openStreams += 1
          return (stream, form)
        }
        failure = PortAudioFailure(status)
        tried.append("\(form)")
        if failure.isUnavailable { break }
      }
      throw .unopenable(device: device.name, direction, tried: tried, detail: failure.text)
    }
  }

  /// Closes a stream.
  func close(_ stream: UnsafeMutableRawPointer) {
    state.withLock { state in
      _ = AudioSystemMessages.silenced { Pa_CloseStream(stream) }
      state.openStreams -= 1
    }
  }

  private static func start(_ state: inout State) throws(DeviceError) {
    guard !state.isStarted else { return }
    AudioSystemMessages.prepare()
    guard !AudioSystem.isALSAWithoutAnything else {
      throw .noAudioSystem(detail: "ALSA has no sound card and no configuration that names a device")
    }
    let status = AudioSystemMessages.silenced { Pa_Initialize() }
    guard status == paNoError.rawValue else { throw .noAudioSystem(detail: PortAudioFailure(status).text) }
    state.isStarted = true
  }

  private static func list() -> [AudioDevice] {
    let input = Pa_GetDefaultInputDevice()
    let output = Pa_GetDefaultOutputDevice()
    return (0..<max(Pa_GetDeviceCount(), 0)).compactMap { index in
      guard let info = Pa_GetDeviceInfo(index)?.pointee else { return nil }
      let host = Pa_GetHostApiInfo(info.hostApi)?.pointee.name
      return AudioDevice(
        name: info.name.map { String(cString: $0) } ?? "device \(index)",
        hostAPI: host.map { String(cString: $0) } ?? "unknown", index: Int(index),
        inputChannels: Int(max(info.maxInputChannels, 0)),
        outputChannels: Int(max(info.maxOutputChannels, 0)),
        defaultSampleRate: Int(info.defaultSampleRate.rounded()), isDefaultInput: index == input,
        isDefaultOutput: index == output)
    }
  }

  /// Where a device is now: numbers move when something is plugged in or out.
  private static func index(of device: AudioDevice) -> PaDeviceIndex? {
    let now = list()
    let isSame = { (other: AudioDevice) in other.name == device.name && other.hostAPI == device.hostAPI }
    if now.indices.contains(device.index), isSame(now[device.index]) { return PaDeviceIndex(device.index) }
    return now.first(where: isSame).map { PaDeviceIndex($0.index) }
  }
}

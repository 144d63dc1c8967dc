import CPortAudio

/// A negative status of PortAudio, before it is known which device it is about.
struct PortAudioFailure: Error, Equatable {
  /// PortAudio's number for it.
  let code: Int32
  /// PortAudio's words, or those of the library behind it.
  let text: String

  /// Takes a status; to be made at once, because the library's words are kept for the last failure only.
  init(_ status: PaError) {
    code = status
    let words = Pa_GetErrorText(status).map { String(cString: $0) } ?? "PortAudio status \(status)"
    // portaudio.h, Pa_GetLastHostErrorInfo: valid only where the status was this one.
    guard status == paUnanticipatedHostError.rawValue, let info = Pa_GetLastHostErrorInfo(),
      let host = info.pointee.errorText, host.pointee != 0
    else {
      text = words
      return
    }
    text = String(cString: host)
  }

  /// A failure that PortAudio does not know of.
  init(_ text: String) {
    code = paInternalError.rawValue
    self.text = text
  }

  /// Whether the device is held by somebody else: no other rate would help.
  var isUnavailable: Bool { code == paDeviceUnavailable.rawValue }
}

import CSndFile

/// Decodes by libsndfile: the owner of one `SNDFILE`, closed in `deinit`.
///
/// Everything goes through `sf_open_virtual`, files too: what libsndfile sees has then no name, from whose
/// extension it would take raw samples for granted (`.vox`, `.gsm`), and MP3 can be shown without its junk.
final class SndFileDecoder: AudioDecoder {
  let sampleRate: Int
  let channelCount: Int
  let format: String
  let declaredFrameCount: Int?
  let isDeclaredFrameCountReliable: Bool

  private let handle: OpaquePointer
  private let view: ByteView
  private let survey: ContainerSurvey
  private let frames: MPEGAudioFrames?
  private let declaredIsExact: Bool

  struct OpeningFailure: Error {
    let message: String
  }

  static func open(
    _ source: ByteSource, container: Container, survey: ContainerSurvey
  ) -> Result<SndFileDecoder, OpeningFailure> {
    let frames = container == .mp3 ? MPEGAudioFrames(source) : nil
    let view = ByteView(source, pieces: frames?.pieces ?? survey.pieces(of: source))
    var callbacks = view.callbacks
    var info = SF_INFO()
    // libsndfile copies the callbacks, but not what they work on: the decoder keeps the view as long as the handle.
    let user = Unmanaged.passUnretained(view).toOpaque()
    guard let handle = sf_open_virtual(&callbacks, SFM_READ.signed, &info, user) else {
      // The message for a nil handle is one for all threads (manual of sf_strerror): a hint, not more.
      return .failure(OpeningFailure(message: "libsndfile: \(String(cString: sf_strerror(nil)))"))
    }
    let isUsable =
      SndFileFormat.isContainerAccepted(info.format)
      && AudioFormats.sampleRates.contains(Int(info.samplerate))
      && (1...AudioDecoders.maximumChannelCount).contains(Int(info.channels))
    guard isUsable else {
      sf_close(handle)
      return .failure(
        OpeningFailure(message: "\(info.channels) channels at \(info.samplerate) Hz make no sense"))
    }
    return .success(
      SndFileDecoder(
        handle: handle, info: info, view: view, container: container, survey: survey, frames: frames))
  }

  private init(
    handle: OpaquePointer, info: SF_INFO, view: ByteView, container: Container, survey: ContainerSurvey,
    frames: MPEGAudioFrames?
  ) {
    self.handle = handle
    self.view = view
    self.survey = survey
    self.frames = frames
    sampleRate = Int(info.samplerate)
    channelCount = Int(info.channels)
    format = SndFileFormat.name(info.format)
    // Streams have SF_COUNT_MAX frames; an MP3 without a tag has a guess, which the walk over its frames replaces.
    let isKnown = info.frames >= 0 && info.frames < Int64.max / 2
    let isGuess = frames.map { $0.declaredSampleCount == nil } ?? false
    declaredFrameCount = isGuess ? frames?.sampleCount : (isKnown ? Int(info.frames) : nil)
    declaredIsExact = isKnown && !isGuess
    isDeclaredFrameCountReliable = [.wav, .wave64, .aiff, .au].contains(container)
  }

  deinit { sf_close(handle) }

  func read(into buffer: UnsafeMutableBufferPointer<Float>) throws(AudioError) -> Int {
    guard let base = buffer.baseAddress else { return 0 }
    let count = sf_readf_float(handle, base, sf_count_t(buffer.count / channelCount))
    if let errorNumber = view.source.errorNumber {
      throw .unreadable(path: view.source.path, errorNumber: errorNumber)
    }
    return max(0, Int(count))
  }

  func warnings(decodedFrameCount: Int) -> [AudioWarning] {
    let decodedSeconds = seconds(decodedFrameCount)
    if let frames, let declared = frames.declaredSampleCount {
      // The tag counts whole frames, the decoder leaves out the encoder's padding: compare whole frames.
      guard frames.sampleCount >= declared, !frames.endsWithinFrame else {
        return [.truncated(decodedSeconds: decodedSeconds, declaredSeconds: declaredFrameCount.map(seconds))]
      }
      return []
    }
    if frames?.endsWithinFrame == true {
      return [.truncated(decodedSeconds: decodedSeconds, declaredSeconds: nil)]
    }
    if survey.isTruncated {
      let declared = survey.declaredSeconds(decodedSeconds: decodedSeconds)
      return [.truncated(decodedSeconds: decodedSeconds, declaredSeconds: declared)]
    }
    if declaredIsExact, let declaredFrameCount, decodedFrameCount < declaredFrameCount {
      return [.truncated(decodedSeconds: decodedSeconds, declaredSeconds: seconds(declaredFrameCount))]
    }
    if sf_error(handle) != 0 {
      return [.damaged(detail: "libsndfile: \(String(cString: sf_strerror(handle)))")]
    }
    return []
  }
}

extension ByteView {
  /// What libsndfile calls to read from a view, handed over as its user data.
  fileprivate var callbacks: SF_VIRTUAL_IO {
    SF_VIRTUAL_IO(
      get_filelen: { ByteView.from($0)?.length ?? 0 },
      seek: { offset, origin, user in
        guard let view = ByteView.from(user) else { return -1 }
        let base: Int64
        switch origin {
        case 0: base = 0  // SEEK_SET
        case 1: base = view.position  // SEEK_CUR
        default: base = view.length  // SEEK_END
        }
        let (target, overflows) = base.addingReportingOverflow(offset)
        guard !overflows, target >= 0 else { return -1 }
        view.position = target
        return target
      },
      read: { target, count, user in
        guard let view = ByteView.from(user), let target, count > 0 else { return 0 }
        return Int64(view.read(into: UnsafeMutableRawBufferPointer(start: target, count: Int(count))))
      },
      write: nil,
      tell: { ByteView.from($0)?.position ?? 0 })
  }

  fileprivate static func from(_ user: UnsafeMutableRawPointer?) -> ByteView? {
    user.map { Unmanaged<ByteView>.fromOpaque($0).takeUnretainedValue() }
  }
}

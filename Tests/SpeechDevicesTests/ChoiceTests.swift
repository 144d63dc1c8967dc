import Testing

@testable import SpeechDevices

@Suite("Devices: chosen by name, opened in a form that they take")
struct ChoiceTests {
  private static func device(
    _ index: Int, _ name: String, inputs: Int = 2, outputs: Int = 0, rate: Int = 48_000,
    isDefaultInput: Bool = false
  ) -> AudioDevice {
    AudioDevice(
      name: name, hostAPI: "ALSA", index: index, inputChannels: inputs, outputChannels: outputs,
      defaultSampleRate: rate, isDefaultInput: isDefaultInput, isDefaultOutput: false)
  }

  private let devices = [
    device(0, "HDA Intel: ALC257 Analog (hw:0,0)", outputs: 2),
    device(1, "Blue Yeti USB"),
    device(2, "USB Headset", isDefaultInput: true),
    device(3, "HDMI 0", inputs: 0, outputs: 8),
    device(4, "default"), device(5, "default"), device(6, "1"),
  ]

  @Test(
    "a name, a number, or a part of a name, in upper or lower case",
    arguments: [
      ("USB Headset", 2), ("yeti", 1), ("alc257", 0), ("2", 2), ("1", 6), ("head", 2),
    ])
  func named(name: String, index: Int) throws {
    #expect(try AudioDevices.choose(name, .input, from: devices).index == index)
  }

  @Test("without a name it is the default, or the first where none is")
  func unnamed() throws {
    #expect(try AudioDevices.choose(nil, .input, from: devices).index == 2)
    #expect(try AudioDevices.choose(nil, .output, from: devices).index == 0)
  }

  @Test("what cannot be chosen is told, with the choices")
  func refused() {
    #expect(
      throws: DeviceError.ambiguous(
        name: "usb", .input, matches: ["1 Blue Yeti USB (ALSA)", "2 USB Headset (ALSA)"])
    ) { try AudioDevices.choose("usb", .input, from: devices) }
    #expect(
      throws: DeviceError.ambiguous(
        name: "default", .input, matches: ["4 default (ALSA)", "5 default (ALSA)"])
    ) { try AudioDevices.choose("default", .input, from: devices) }
    let outputs = ["0 HDA Intel: ALC257 Analog (hw:0,0) (ALSA)", "3 HDMI 0 (ALSA)"]
    for name in ["yeti", "4"] {
      let found = name == "4" ? "4 default (ALSA)" : "1 Blue Yeti USB (ALSA)"
      #expect(throws: DeviceError.wrongDirection(name: found, .output, available: outputs)) {
        try AudioDevices.choose(name, .output, from: devices)
      }
    }
    #expect(throws: DeviceError.unknownDevice(name: "tape", .output, available: outputs)) {
      try AudioDevices.choose("tape", .output, from: devices)
    }
    #expect(throws: DeviceError.noDevice(.input, others: ["HDMI 0"])) {
      try AudioDevices.choose(nil, .input, from: [devices[3]])
    }
  }

  @Test("the device's own rate and two channels come first, and nothing is tried twice")
  func forms() {
    let stereo = StreamForm.candidates(for: Self.device(0, "a", rate: 44_100), .input)
    #expect(stereo.prefix(3).map(\.sampleRate) == [44_100, 44_100, 48_000])
    #expect(stereo.prefix(3).map(\.channelCount) == [2, 1, 2])
    #expect(Set(stereo.map { "\($0)" }).count == stereo.count)
    let mono = StreamForm.candidates(for: Self.device(0, "a", inputs: 1, rate: 8000), .input)
    #expect(mono[0] == StreamForm(sampleRate: 8000, channelCount: 1))
    #expect(mono.allSatisfy { $0.channelCount == 1 })
    let array = StreamForm.candidates(for: Self.device(0, "a", inputs: 8), .input)
    #expect(array.prefix(3).map(\.channelCount) == [2, 1, 8])
    let mixer = StreamForm.candidates(for: Self.device(0, "a", inputs: 128, rate: 0), .input)
    #expect(mixer.map(\.channelCount).max() == 2 && mixer[0].sampleRate == 48_000)
    let asked = StreamForm.candidates(
      for: Self.device(0, "a", outputs: 1), .output, preferredSampleRate: 16_000)
    #expect(asked[0] == StreamForm(sampleRate: 16_000, channelCount: 1))
  }

  @Test("every error says what to do")
  func sentences() {
    let errors: [(DeviceError, [String])] = [
      (.noAudioSystem(detail: "why"), ["(why)", "aplay -l"]),
      (.noDevice(.input, others: []), ["No microphone", "no device at all", "standard input", "arecord -l"]),
      (.noDevice(.output, others: ["Yeti"]), ["No loudspeaker", "only Yeti", "aplay -l"]),
      (
        .unknownDevice(name: "x", .input, available: ["0 a (ALSA)"]), ["called x", "Choose from: 0 a (ALSA)"]
      ),
      (.wrongDirection(name: "x", .output, available: ["0 a"]), ["x cannot play", "Choose 0 a"]),
      (.ambiguous(name: "usb", .input, matches: ["1 a", "2 b"]), ["any of 2 input", "1 a, 2 b"]),
      (
        .unopenable(device: "a", .input, tried: ["48000 Hz, 2 channels"], detail: "Invalid sample rate"),
        ["a could not be opened", "(Invalid sample rate)", "48000 Hz, 2 channels", "speech-emotion devices"]
      ),
      (.lost(device: "a", .input, detail: "gone"), ["a stopped recording (gone)", "unplugged"]),
    ]
    for (error, words) in errors {
      for word in words { #expect(error.description.contains(word), "\(error)") }
    }
  }
}

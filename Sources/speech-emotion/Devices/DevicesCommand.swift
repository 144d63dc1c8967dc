import ArgumentParser
import SpeechDevices
import TerminalInterface

/// `speech-emotion devices`: what can record and play here.
struct DevicesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "devices",
    abstract: "Lists microphones and loudspeakers.",
    discussion: """
      A star marks what is used where no --device is given; --device takes the number, the name or a part of it. \
      The exit status is 1 where there is no device at all.

      --json prints one array with an object per device: index, name, host_api, input_channels, output_channels, \
      default_sample_rate, default_input, default_output.

      Examples:
        speech-emotion devices
        speech-emotion record --device usb
      """)

  @Flag(name: .long, help: "Print a JSON array, one object per device.")
  var json = false

  func run() throws {
    let devices = try AudioDevices.all()
    var output = Output.standard
    if json {
      try output.write(JSONText.array(devices.map(Self.object)).document)
    } else if !devices.isEmpty {
      let inputs = devices.filter { $0.inputChannels > 0 }
      let outputs = devices.filter { $0.outputChannels > 0 }
      try write("inputs", inputs.map { ($0, $0.inputChannels, $0.isDefaultInput) }, &output)
      if !inputs.isEmpty, !outputs.isEmpty { try output.writeLine() }
      try write("outputs", outputs.map { ($0, $0.outputChannels, $0.isDefaultOutput) }, &output)
    }
    try output.flush()
    guard !devices.isEmpty else {
      Diagnostics.error(Diagnostics.sentence(DeviceError.noDevice(.input, others: [])))
      throw ExitCode.failure
    }
  }

  private func write(
    _ title: String, _ devices: [(device: AudioDevice, channels: Int, isDefault: Bool)],
    _ output: inout Output
  ) throws {
    guard !devices.isEmpty else { return }
    let table = Table(
      columns: [
        .init(), .init(alignment: .right), .init(title, truncation: .keepingStart), .init("by"),
        .init("channels", alignment: .right), .init("rate", alignment: .right),
      ],
      rows: devices.map { device, channels, isDefault in
        [
          .init(isDefault ? "*" : "", style: .green), .init("\(device.index)"),
          .init(device.name.printable, style: isDefault ? .bold : []), .init(device.hostAPI.printable),
          .init("\(channels)"), .init("\(NumberFormat.grouped(device.defaultSampleRate)) Hz"),
        ]
      })
    try output.write(lines: table.lines(for: .standardOutput))
  }

  private static func object(_ device: AudioDevice) -> JSONText {
    .object([
      ("index", .integer(device.index)), ("name", .string(device.name)),
      ("host_api", .string(device.hostAPI)),
      ("input_channels", .integer(device.inputChannels)),
      ("output_channels", .integer(device.outputChannels)),
      ("default_sample_rate", .integer(device.defaultSampleRate)),
      ("default_input", .boolean(device.isDefaultInput)),
      ("default_output", .boolean(device.isDefaultOutput)),
    ])
  }
}

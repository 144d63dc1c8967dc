import Foundation
import Testing

@testable import EmotionEvaluation

@Suite("Pictures of a recording over time")
struct TimelinePictureTests {
  private func picture(duration: Double, columns: Int, segments: [TimelinePicture.Segment]) -> TimelinePicture
  {
    TimelinePicture(
      title: "a <talk>.wav", duration: duration,
      outline: (0..<columns).map { _ in (lowest: -0.5, highest: 0.25) },
      spectrogram: (0..<columns).map { column in (0..<8).map { Float($0 * 5 - column % 7) } },
      columnDuration: duration / Double(max(columns, 1)), segments: segments, emotions: ["calm", "happy"],
      emotion: { String($0.split(separator: "_").last ?? "") })
  }

  @Test("Waveform, spectrogram and strip, complete and in words")
  func whole() {
    let svg = picture(
      duration: 12, columns: 100,
      segments: [
        .init(start: 0, end: 2, label: nil, confidence: 0),
        .init(start: 2, end: 9, label: "male_happy", confidence: 0.75),
        .init(start: 9, end: 12, label: "female_calm", confidence: 0.4),
      ]
    ).svg(id: "t")
    #expect(MarkupCheck.problem(in: svg) == nil)
    #expect(svg.contains("0:00.0 to 0:02.0: no speech.") && svg.contains("male_happy, 75.0"))
    #expect(svg.contains("data:image/png;base64,iVBORw0KGgo"))
    #expect(svg.contains(">male happy</text>") && svg.contains("a &lt;talk&gt;.wav"))
  }

  @Test("Nothing to draw, and ten hours, are pictures too")
  func extremes() {
    for (duration, columns) in [(0.0, 0), (0.3, 1), (36_000, 900)] {
      let svg = picture(
        duration: duration, columns: columns,
        segments: [.init(start: 0, end: duration, label: "male_calm", confidence: 1)]
      ).svg(id: "t")
      #expect(MarkupCheck.problem(in: svg) == nil)
      #expect(!svg.contains("nan") && !svg.contains("inf"))
    }
  }

  @Test("A picture of pixels is a PNG that other programs read: sizes, checksums and every pixel")
  func pixels() throws {
    let image = PixelImage(
      width: 300, height: 250, pixels: (0..<75_000).map { UInt8($0 % 251) },
      palette: (0..<256).map { (UInt8($0), UInt8(255 - $0), 7) })
    let png = image.png
    // The checksum of an empty IEND chunk is a constant of the format.
    #expect(png.suffix(12) == Data([0, 0, 0, 0, 0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82]))
    let program = """
      import sys, zlib, struct
      data = sys.stdin.buffer.read(); place = 8; body = b""
      while place < len(data):
          size, kind = struct.unpack(">I4s", data[place:place + 8])
          chunk = data[place + 8:place + 8 + size]
          assert zlib.crc32(kind + chunk) == struct.unpack(">I", data[place + 8 + size:place + 12 + size])[0], kind
          if kind == b"IHDR": assert struct.unpack(">IIBBBBB", chunk) == (300, 250, 8, 3, 0, 0, 0)
          if kind == b"IDAT": body += chunk
          place += 12 + size
      rows = zlib.decompress(body)
      assert len(rows) == 250 * 301
      assert all(rows[r * 301] == 0 for r in range(250))
      assert bytes(b for r in range(250) for b in rows[r * 301 + 1:(r + 1) * 301]) == bytes(i % 251 for i in range(75000))
      print("read")
      """
    let process = Process()
    let (input, output) = (Pipe(), Pipe())
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", "-c", program]
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    try input.fileHandleForWriting.write(contentsOf: png)
    try input.fileHandleForWriting.close()
    let said = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    #expect(String(decoding: said, as: UTF8.self) == "read\n")
  }
}

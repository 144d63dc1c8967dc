import Foundation
import Testing

@testable import SpeechEmotion

@Suite struct SafeTensorsTests {
  static let store = WeightStore([
    NamedTensor(
      name: "b \"quoted\" \\ ü\n", shape: [2, 3], values: [1, -2, 3.5, 0, -0.0, .greatestFiniteMagnitude]),
    NamedTensor(name: "a", shape: [], values: [7]),
    NamedTensor(name: "none", shape: [0, 4], values: []),
  ])

  static func file(_ header: String, _ bytes: [UInt8] = []) -> Data {
    var data = Data()
    withUnsafeBytes(of: UInt64(header.utf8.count).littleEndian) { data.append(contentsOf: $0) }
    return data + Data(header.utf8) + Data(bytes)
  }

  @Test("Tensors survive writing and reading, and equal stores give equal bytes")
  func roundTrip() throws {
    let data = SafeTensors.data(Self.store, metadata: ["format": "pt"])
    #expect(try SafeTensors.read(data) == Self.store)
    #expect(SafeTensors.data(WeightStore(Self.store.tensors.reversed()), metadata: ["format": "pt"]) == data)
    #expect(data.prefix(8).first.map { $0 % 8 } == 0)
    #expect(try SafeTensors.read(SafeTensors.data(WeightStore())).count == 0)
  }

  @Test("Half-precision numbers of both kinds are read exactly")
  func halfPrecision() throws {
    let half: [UInt16] = [0x3C00, 0xC000, 0x0001, 0x7BFF, 0x3555, 0x8000]
    let expected: [Float] = [1, -2, 0x1p-24, 65_504, 0.333_251_95, -0.0]
    let bytes = half.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    let data = Self.file(#"{"x":{"dtype":"F16","shape":[6],"data_offsets":[0,12]}}"#, bytes)
    #expect(try SafeTensors.read(data)["x"]?.values == expected)
    let brain = Self.file(
      #"{"x":{"dtype":"BF16","shape":[2],"data_offsets":[0,4]}}"#, [0x80, 0x3F, 0x40, 0xC0])
    #expect(try SafeTensors.read(brain)["x"]?.values == [1, -3])
  }

  @Test("A file is read and written by path; errors name the path")
  func files() throws {
    let url = URL.temporaryDirectory.appending(path: "weights-\(UUID().uuidString).safetensors")
    defer { try? FileManager.default.removeItem(at: url) }
    try SafeTensors.write(Self.store, to: url)
    #expect(try SafeTensors.read(contentsOf: url) == Self.store)
    let size = try Data(contentsOf: url).count
    #expect(
      throws: SafeTensorsError(path: url.path, problem: .tooLarge(byteCount: size, maximum: size - 1))
    ) { try SafeTensors.read(contentsOf: url, maximumByteCount: size - 1) }
    let missing = url.appendingPathExtension("missing")
    do {
      _ = try SafeTensors.read(contentsOf: missing)
      Issue.record("a missing file was read")
    } catch {
      #expect(error.description.contains(missing.path))
    }
    #expect(throws: SafeTensorsError.self) { try SafeTensors.read(contentsOf: URL.temporaryDirectory) }
  }

  @Test("Whatever does not add up is refused")
  func damage() {
    func problem(_ data: Data) -> SafeTensorsError.Problem? {
      do {
        _ = try SafeTensors.read(data)
        return nil
      } catch {
        return error.problem
      }
    }
    let x = #""x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}"#
    let y = #""y":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}"#
    let four: [UInt8] = [0, 0, 0, 0]
    #expect(problem(Self.file("{\(x)}", four)) == nil)
    #expect(problem(Data([1, 2, 3])) == .tooShort(byteCount: 3))
    #expect(
      problem(Data(repeating: 0xFF, count: 20)) == .headerLength(found: .max, maximum: 12))
    #expect(problem(Self.file("{\(x),\(x)}", four)) == .duplicateName("x"))
    #expect(
      problem(Self.file("{\(x),\(y)}", four + four))
        == .offsets(tensor: "y", begin: 0, end: 4, expectedBegin: 4, expectedEnd: 8))
    #expect(problem(Self.file("{\(x)}", four + four)) == .dataLength(found: 8, expected: 4))
    #expect(problem(Self.file("{\(x)}", [0, 0])) == .shape(tensor: "x"))
    let gap = #"{"x":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}"#
    #expect(
      problem(Self.file(gap, four + four))
        == .offsets(tensor: "x", begin: 4, end: 8, expectedBegin: 0, expectedEnd: 4))
    let huge = #"{"x":{"dtype":"F32","shape":[4294967296,4294967296,4294967296],"data_offsets":[0,4]}}"#
    #expect(problem(Self.file(huge, four)) == .shape(tensor: "x"))
    let integers = #"{"x":{"dtype":"I64","shape":[],"data_offsets":[0,8]}}"#
    #expect(problem(Self.file(integers, four + four)) == .elementType(tensor: "x", found: "I64"))
    for header in [
      "", "[]", "{", "{}x", #"{"x":1}"#, #"{"x":{}}"#,
      #"{"x":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}"#,
      #"{"x":{"dtype":"F32","shape":[99999999999999999999],"data_offsets":[0,4]}}"#, #"{"\ud800":{}}"#,
      #"{"x":{"dtype":"F32","dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#, #"{"__metadata__":{"a":1}}"#,
      #"{"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4],"more":[]}}"#, "{\"\u{1}\":{}}",
    ] {
      guard case .header = problem(Self.file(header, four)) else {
        Issue.record("not refused as a bad header: \(header)")
        continue
      }
    }
  }

  @Test("Random damage never crashes: it is refused or yields tensors of the promised shape")
  func fuzz() {
    var generator = TestGenerator(seed: 20_241)
    let whole = SafeTensors.data(Self.store, metadata: ["a": "b"])
    for _ in 0..<2_000 {
      let data = generator.damaged(whole)
      if let store = try? SafeTensors.read(data) {
        for tensor in store.tensors { #expect(tensor.values.count == tensor.shape.reduce(1, *)) }
      }
    }
  }
}

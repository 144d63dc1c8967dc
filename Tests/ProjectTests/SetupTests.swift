import Foundation
import Testing

@Suite("Set-up: make and the scripts behind it, without network and without root")
struct SetupTests {
  @Test("make alone lists its targets")
  func help() throws {
    let make = try Program.run("make", ["--no-print-directory"], in: Project.root)
    #expect(make.status == 0)
    for target in ["demo", "test", "setup-training", "install", "lint"] {
      #expect(make.output.contains("\n  \(target) "), "\(make.output)")
    }
  }

  @Test("A LIBTORCH that holds none is refused, with what was looked for")
  func wrongLibtorch() throws {
    let sandbox = try Sandbox()
    defer { sandbox.remove() }
    let refused = try sandbox.setupLibtorch(libtorch: sandbox.folder.path)
    #expect(refused.status == 1)
    #expect(refused.output.contains("lib/libtorch_cpu.so"), "\(refused.output)")
    let relative = try sandbox.setupLibtorch(libtorch: "somewhere")
    #expect(relative.output.contains("not an absolute path"), "\(relative.output)")
  }

  @Test("A libtorch that was put into .deps by hand is left as it is")
  func libtorchByHand() throws {
    let sandbox = try Sandbox()
    defer { sandbox.remove() }
    for file in [
      "lib/libtorch_cpu.so", "lib/libc10.so", "include/torch/csrc/api/include/torch/torch.h",
    ] {
      try sandbox.write("mine", to: ".deps/libtorch/\(file)")
    }
    let setup = try sandbox.setupLibtorch()
    #expect(setup.status == 0, "\(setup.output)")
    #expect(setup.output.contains("left as it is"))
    #expect(try sandbox.read(".deps/libtorch/lib/libc10.so") == "mine")
  }

  @Test(
    "A wheel with a checksum that is not listed is refused, and nothing of it unpacked",
    .enabled(if: Sandbox.canDownload, "python3 with pip, unzip and readelf are not all there"))
  func unknownWheel() throws {
    let sandbox = try Sandbox()
    defer { sandbox.remove() }
    #if arch(arm64)
      let machine = "aarch64"
    #else
      let machine = "x86_64"
    #endif
    let name = "torch-2.13.0-cp311-cp311-manylinux_2_28_\(machine).whl"
    try sandbox.write("not what was published", to: ".deps/wheels/\(name)")
    let setup = try sandbox.setupLibtorch()
    #expect(setup.status == 1)
    #expect(setup.output.contains("listed with another checksum"), "\(setup.output)")
    #expect(throws: (any Error).self) { try sandbox.read(".deps/libtorch/SHA256") }
    #expect(try sandbox.read(".deps/wheels/\(name)") == "not what was published")
  }
}

/// A copy of `Scripts/` in a folder of its own.
private struct Sandbox {
  let folder: URL

  static let canDownload = ["python3 -m pip --version", "unzip -v", "readelf --version"].allSatisfy {
    (try? Program.run("sh", ["-c", $0], in: Project.root).status) == 0
  }

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "setup-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try FileManager.default.copyItem(
      at: Project.root.appending(path: "Scripts"), to: folder.appending(path: "Scripts"))
  }

  func setupLibtorch(libtorch: String = "") throws -> Program.Result {
    try Program.run("env", ["LIBTORCH=\(libtorch)", "Scripts/setup-libtorch"], in: folder)
  }

  func write(_ text: String, to path: String) throws {
    let url = folder.appending(path: path)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try text.write(to: url, atomically: true, encoding: .utf8)
  }

  func read(_ path: String) throws -> String {
    try String(contentsOf: folder.appending(path: path), encoding: .utf8)
  }

  func remove() {
    try? FileManager.default.removeItem(at: folder)
  }
}

import Foundation
import Testing

@Suite("Help and usage")
struct HelpTests {
  private func run(_ arguments: String...) throws -> CommandLineProgram.Outcome {
    try CommandLineProgram.speechEmotion.run(arguments)
  }

  @Test(
    "every command explains itself, with examples",
    arguments: [
      [], ["predict"], ["listen"], ["record"], ["play"], ["devices"], ["enroll"], ["evaluate"], ["sample"],
      ["corpus"],
      ["corpus", "scan"], ["model"],
      ["model", "info"],
      ["features"],
    ])
  func help(command: [String]) throws {
    let outcome = try CommandLineProgram.speechEmotion.run(command + ["--help"])
    #expect(outcome.status == 0)
    #expect(outcome.errors.isEmpty)
    #expect(outcome.text.contains("Examples:"))
    #expect(outcome.lines.filter { $0.count > 80 } == [])
    Snapshot.expect(outcome.text, equals: (["help"] + command).joined(separator: "-"))
  }

  @Test("`help train` and `help serve` tell where these are", arguments: ["train", "serve"])
  func helpElsewhere(command: String) throws {
    let outcome = try run("help", command)
    #expect(outcome.status == 0)
    Snapshot.expect(outcome.text, equals: "help-\(command)")
  }

  @Test("alone it prints the help, and --version the version")
  func alone() throws {
    let alone = try run()
    #expect(alone.status == 0)
    #expect(try alone.text == run("--help").text)
    let version = try run("--version")
    #expect(version.status == 0)
    #expect(version.text.wholeMatch(of: /\d+\.\d+\.\d+\n/) != nil)
  }

  @Test(
    "usage errors are 64, on standard error, with the usage",
    arguments: [
      ["predict"], ["predict", "a.wav", "--json", "--csv"], ["predict", "a.wav", "--jobs", "0"],
      ["predict", "a.wav", "--top", "0"], ["predict", "-", "-"], ["predict", "a.wav", "--colour"],
      ["nonsense"], ["play"], ["record", "a.wav", "--seconds", "0"], ["record", "--silence", "-1"],
      ["record", "--countdown", "99"],
      ["evaluate", "x", "--scheme", "nine"], ["evaluate", "x", "--speakers", "a", "--test-speakers"],
      ["predict", "a.wav", "--abstain-below", "1.5"], ["evaluate", "x", "--degrade", "white"],
      ["evaluate", "x", "--degrade", "fog:3"], ["evaluate", "x", "--degrade", "room:x"],
      ["evaluate", "x", "--degrade", "telephone:3"], ["evaluate", "x", "--degrade", "clip:99"],
      ["evaluate", "x", "--degrade", "room", "--robustness"], ["sample", "x", "-n", "0"], ["corpus", "scan"],
      ["features", "a.wav"],
      ["features", "a.wav", "-o", "b.npy", "--recipe", "seed", "--model", "m"],
    ])
  func usage(arguments: [String]) throws {
    let outcome = try CommandLineProgram.speechEmotion.run(arguments)
    #expect(outcome.status == 64)
    #expect(outcome.output.isEmpty)
    #expect(outcome.errors.contains("Error: ") && outcome.errors.contains("Usage: "))
  }

  @Test("shells get completion scripts", arguments: ["bash", "zsh", "fish"])
  func completions(shell: String) throws {
    let outcome = try run("--generate-completion-script", shell)
    #expect(outcome.status == 0)
    for word in ["predict", "evaluate", "test-speakers", "ravdess8"] {
      #expect(outcome.text.contains(word))
    }
  }
}

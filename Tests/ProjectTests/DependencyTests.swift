import Foundation
import Testing

@Suite("As a dependency: another package takes this one by version", .serialized)
struct DependencyTests {
  @Test("The product SpeechEmotion builds, links and answers", .timeLimit(.minutes(15)))
  func detectionIsUsable() throws {
    let consumer = try ConsumerPackage(
      product: "SpeechEmotion",
      program: """
        import Foundation
        import SpeechAudio
        import SpeechEmotion
        import SpeechFeatures

        let voice = try Waveform(contentsOf: URL(filePath: CommandLine.arguments[1]))
        let features = try FeatureExtractor(.logMel80).features(of: voice)
        print("bins:", features.binCount)
        if CommandLine.arguments.count > 2 {
          let prediction = try EmotionDetector.bundled().prediction(for: voice)
          print("classes:", prediction.probabilities.count, "label:", prediction.label)
        }
        """)
    defer { consumer.remove() }
    let voice = Project.root.appending(path: "Voices/female_happy.opus").path
    let models = try Project.files().filter {
      $0.hasPrefix("Sources/SpeechEmotion/Models/") && $0.hasSuffix(".json")
    }
    let run = try consumer.run([voice] + (models.isEmpty ? [] : ["detect"]))
    #expect(run.status == 0, "\(run.output)")
    #expect(run.output.contains("bins: 80"))
    if !models.isEmpty {
      #expect(run.output.contains("classes: 12 label: "), "\(run.output)")
    }
  }

  // SwiftPM itself stopped refusing unsafe flags in dependencies with tools version 6.2 (swift-package-manager#8951).
  @Test(
    "No target on the way to detection has unsafe flags",
    arguments: ["SpeechEmotion", "SpeechDevices", "EmotionCorpora", "EmotionEvaluation", "speech-emotion"])
  func detectionIsSafe(target: String) throws {
    let table = try ImportTable(markdown: try #require(Project.text("CONTRIBUTING.md")))
    let manifest = try PackageManifest.ours()
    let unsafe = Set(manifest.targets.filter(\.hasUnsafeFlags).map(\.name))
    #expect(unsafe.isSuperset(of: ["CTorch"]), "the manifest was read wrongly: libtorch needs such flags")
    #expect(table.closure(of: target).union([target]).isDisjoint(with: unsafe))
  }
}

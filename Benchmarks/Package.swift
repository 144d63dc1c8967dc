// swift-tools-version: 6.2
import PackageDescription

/// What the benchmarks run of ours inside one process: the library's calls, timed where they are made. `make bench` builds
/// these in release, together with the command itself.
let package = Package(
  name: "benchmarks",
  dependencies: [.package(name: "speech-emotion", path: "..")],
  targets: [
    .systemLibrary(name: "CBLAS", pkgConfig: "openblas"),
    .executableTarget(
      name: "detection-worker",
      dependencies: [
        "CBLAS",
        .product(name: "SpeechEmotion", package: "speech-emotion"),
      ]),
    .executableTarget(
      name: "training-worker",
      dependencies: [
        .product(name: "SpeechEmotion", package: "speech-emotion"),
        .product(name: "EmotionCorpora", package: "speech-emotion"),
        .product(name: "EmotionTraining", package: "speech-emotion"),
      ]),
  ]
)

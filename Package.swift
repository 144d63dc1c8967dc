// swift-tools-version: 6.2
import PackageDescription

/// libtorch is needed by the training targets alone. `LIBTORCH` names a copy elsewhere, a CUDA one included.
let libtorch = Context.environment["LIBTORCH"] ?? "\(Context.packageDirectory)/.deps/libtorch"

let swiftSettings: [SwiftSetting] = [
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

let package = Package(
  name: "speech-emotion",
  products: [
    .library(name: "SpeechEmotion", targets: ["SpeechEmotion", "SpeechAudio", "SpeechFeatures"]),
    .library(name: "SpeechDevices", targets: ["SpeechDevices"]),
    .library(name: "EmotionCorpora", targets: ["EmotionCorpora"]),
    .library(name: "EmotionEvaluation", targets: ["EmotionEvaluation"]),
    .library(name: "EmotionTraining", targets: ["EmotionTraining", "TorchTensor"]),
    .executable(name: "speech-emotion", targets: ["speech-emotion"]),
    .executable(name: "speech-emotion-serve", targets: ["speech-emotion-serve"]),
    .executable(name: "speech-emotion-train", targets: ["speech-emotion-train"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    // The server's alone: no library product reaches it, so no other package compiles it.
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
    .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
  ],
  targets: [
    // Foreign libraries: a module map each, nothing else.
    .systemLibrary(name: "CSndFile", pkgConfig: "sndfile", providers: [.apt(["libsndfile1-dev"])]),
    .systemLibrary(name: "CSoxr", pkgConfig: "soxr", providers: [.apt(["libsoxr-dev"])]),
    // No pkgConfig: of PortAudio's flags SwiftPM takes none, and warns of -pthread in every build.
    .systemLibrary(name: "CPortAudio", providers: [.apt(["portaudio19-dev"])]),

    // Detection: no libtorch below this line until the training targets.
    .target(name: "CFeatureKernels"),
    .target(name: "CNetworkKernels"),
    .target(
      name: "SpeechAudio", dependencies: ["CSndFile", "CSoxr"], swiftSettings: swiftSettings),
    .target(
      name: "SpeechDevices", dependencies: ["SpeechAudio", "CPortAudio"],
      swiftSettings: swiftSettings),
    .target(
      name: "SpeechFeatures", dependencies: ["SpeechAudio", "CFeatureKernels"], swiftSettings: swiftSettings),
    .target(
      name: "SpeechEmotion",
      dependencies: ["SpeechAudio", "SpeechFeatures", "CNetworkKernels"],
      resources: [.copy("Models")], swiftSettings: swiftSettings),
    .target(name: "EmotionCorpora", dependencies: ["SpeechAudio"], swiftSettings: swiftSettings),
    .target(name: "EmotionEvaluation", swiftSettings: swiftSettings),
    .target(name: "TerminalInterface", swiftSettings: swiftSettings),
    .executableTarget(
      name: "speech-emotion",
      dependencies: [
        "SpeechAudio", "SpeechDevices", "SpeechFeatures", "SpeechEmotion", "EmotionCorpora",
        "EmotionEvaluation", "TerminalInterface",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: swiftSettings),

    // The server. Only this reaches Hummingbird.
    .target(
      name: "EmotionServer",
      dependencies: [
        "SpeechAudio", "SpeechFeatures", "SpeechEmotion", "EmotionCorpora",
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HummingbirdCore", package: "hummingbird"),
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
        .product(name: "UnixSignals", package: "swift-service-lifecycle"),
      ],
      resources: [.copy("Page")], swiftSettings: swiftSettings),
    .executableTarget(
      name: "speech-emotion-serve",
      dependencies: [
        "EmotionServer", "SpeechEmotion", "TerminalInterface",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: swiftSettings),

    // Training.
    .target(
      name: "CTorch",
      cxxSettings: [
        // Optimised in debug builds too: they train in tests.
        .unsafeFlags([
          "-O2", "-isystem", "\(libtorch)/include",
          "-isystem", "\(libtorch)/include/torch/csrc/api/include",
        ])
      ],
      linkerSettings: [
        .unsafeFlags([
          "-L\(libtorch)/lib", "-Xlinker", "-rpath", "-Xlinker", "\(libtorch)/lib",
          "-Xlinker", "--allow-shlib-undefined",
        ]),
        .linkedLibrary("torch_cpu"), .linkedLibrary("c10"),
      ]),
    .target(name: "CSoundTouch", linkerSettings: [.linkedLibrary("SoundTouch")]),
    .target(name: "TorchTensor", dependencies: ["CTorch"], swiftSettings: swiftSettings),
    .target(
      name: "EmotionTraining",
      dependencies: [
        "SpeechAudio", "SpeechFeatures", "SpeechEmotion", "EmotionCorpora", "EmotionEvaluation",
        "TorchTensor", "CSoundTouch",
      ],
      resources: [.copy("Recipes")],
      swiftSettings: swiftSettings),
    .executableTarget(
      name: "speech-emotion-train",
      dependencies: [
        "EmotionTraining", "EmotionCorpora", "EmotionEvaluation", "SpeechAudio", "SpeechEmotion",
        "TerminalInterface", "TorchTensor",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: swiftSettings),

    .testTarget(
      name: "SpeechAudioTests", dependencies: ["SpeechAudio", "CSndFile"], exclude: ["Golden"],
      swiftSettings: swiftSettings),
    .testTarget(
      name: "SpeechDevicesTests", dependencies: ["SpeechDevices", "SpeechAudio"],
      swiftSettings: swiftSettings),
    .testTarget(
      name: "SpeechFeaturesTests", dependencies: ["SpeechFeatures", "SpeechAudio"],
      resources: [.copy("Golden")], swiftSettings: swiftSettings),
    .testTarget(
      name: "SpeechEmotionTests", dependencies: ["SpeechEmotion", "SpeechFeatures", "SpeechAudio"],
      resources: [.copy("Golden")], swiftSettings: swiftSettings),
    .testTarget(
      name: "EmotionCorporaTests", dependencies: ["EmotionCorpora", "SpeechAudio"],
      resources: [.copy("Golden")], swiftSettings: swiftSettings),
    .testTarget(
      name: "EmotionEvaluationTests", dependencies: ["EmotionEvaluation"],
      resources: [.copy("Golden")], swiftSettings: swiftSettings),
    .testTarget(
      name: "TorchTensorTests", dependencies: ["TorchTensor"], swiftSettings: swiftSettings),
    .testTarget(
      name: "EmotionTrainingTests",
      dependencies: [
        "EmotionTraining", "EmotionCorpora", "EmotionEvaluation", "SpeechAudio", "SpeechEmotion",
        "SpeechFeatures", "TorchTensor",
      ],
      swiftSettings: swiftSettings),
    .target(
      name: "TestSupport", dependencies: ["EmotionCorpora", "SpeechEmotion", "SpeechFeatures"],
      path: "Tests/TestSupport", swiftSettings: swiftSettings),
    .testTarget(
      name: "EmotionServerTests",
      dependencies: [
        "EmotionServer", "speech-emotion-serve", "EmotionCorpora", "SpeechEmotion", "SpeechFeatures",
        "TestSupport",
      ],
      swiftSettings: swiftSettings),
    .testTarget(
      name: "TerminalInterfaceTests", dependencies: ["TerminalInterface"],
      swiftSettings: swiftSettings),
    .testTarget(
      name: "CommandTests",
      dependencies: [
        "speech-emotion", "speech-emotion-serve", "speech-emotion-train", "EmotionCorpora", "SpeechAudio",
        "SpeechEmotion", "SpeechFeatures", "TerminalInterface", "TestSupport",
      ],
      exclude: ["Snapshots"], swiftSettings: swiftSettings),
    .testTarget(name: "ProjectTests", swiftSettings: swiftSettings),
  ],
  swiftLanguageModes: [.v6],
  cxxLanguageStandard: .cxx20
)

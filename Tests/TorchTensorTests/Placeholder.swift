import Testing

@Suite struct TorchTensorTestsPlaceholder {}

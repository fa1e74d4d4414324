"""Which callees reach somebody."""

from __future__ import annotations

import pytest

from auditor.resolve.acts import is_act, is_made, is_read, is_tool


@pytest.mark.parametrize(
    ("callee", "act"),
    [
        ("acme.Client", True),
        ("acme.Client.responses.create", True),
        ("acme.Client().chat.create", True),
        ("com.acme.AcmeChatModel.builder", True),
        ("host/acme/acme-go.NewClient", True),
        ("host.example/acme/acme-go.NewClient", True),
        ("host.example/acme/acme-go/v2.ClientFromEnvironment", True),
        ("host.example/acme/acme-go.GenerateFromPrompt", True),
        ("host.example/acme/acme-go.Client.Embed", True),
        ("host.example/acme/acme-go.DefinePrompt().Execute", True),
        ("host.example/acme/acme-go.NewClientWithConfig", True),
        ("host.example/acme/acme-go.NewClient().Chat", True),
        ("host.example/acme/acme-go.NewTextBlock", False),
        ("host.example/acme/acme-go.GenerateConfig().valid", False),
        ("host.example/acme/acme-go.Part", False),
        ("host.example/acme/acme-go/v2.Model", False),
        ("host.example/acme/acme-go.TokensDetails", False),
        ("@acme/sdk.Acme", True),
        ("host/acme/acme-go/option.WithBaseURL", False),
        ("host/acme/acme-go.ChatMessageParam", False),
        ("com.acme.ApiException.getStatus", False),
        ("com.acme.ChatResult.getOutput().getTaskId", False),
        ("com.acme.JsonUtils.fromJson().size", False),
        ("com.acme.AcmeTokenCountEstimator", False),
        ("acme.types.chat.tool_call.Function", False),
        ("acme::types::ChatRequest::default().build", False),
        ("host/acme/acme-go/types.Answer", False),
        ("acme.Client().types.ask", True),
        ("types.Client", True),
    ],
)
def test_values_are_no_acts(callee: str, act: bool) -> None:
    assert is_act(callee) is act


@pytest.mark.parametrize(
    ("callee", "language", "made"),
    [
        ("host/acme/acme-go.NewClient", "go", True),
        ("host/acme/acme-go.ChatModel", "go", False),
        ("acme.Client", "python", True),
        ("acme.types.ChatParams", "python", False),
    ],
)
def test_records_of_go_are_written_like_calls(callee: str, language: str, made: bool) -> None:
    assert is_made(callee, language) is made


@pytest.mark.parametrize(
    ("name", "tool"),
    [
        ("com.acme.utils.JsonUtils", True),
        ("com.acme.AcmeTokenCountEstimator", True),
        ("com.acme.utils.AcmeClient", False),
        ("acme.AutoTokenizer.from_pretrained", False),
    ],
)
def test_what_an_sdk_brings_along_calls_nobody(name: str, tool: bool) -> None:
    assert is_tool(name) is tool


@pytest.mark.parametrize(
    ("callee", "read"),
    [
        ("acme.Acme().chat.completions.create().choices.at", True),
        ("acme.Acme().chat.completions.create().choices[].message.content.strip", True),
        ("acme.Acme().chat.completions.create().model_dump", True),
        ("acme.completion().choices[].message.strip", True),
        ("acme.Client().completion_model().completions_api", False),
        ("acme.Acme().chat().completions().create().choices().get", True),
        ("host/acme/acme-go.NewClient().Models.GenerateContent().Text", True),
        ("acme.completion().choices.copy", True),
        ("acme.Acme().chats.create().send_message", False),
        ("acme.Acme().messages.create().with_retry", False),
        ("acme.Acme().chat.completions.create", False),
        ("acme.Acme().chat.completions.create()", False),
        ("com.acme.AcmeClient.create().listed", False),  # makes a client
        ("acme.Acme().chat.list", False),
        ("acme::Client::new().generate().send", False),
    ],
)
def test_what_is_read_out_of_an_answer(callee: str, read: bool) -> None:
    assert is_read(callee) is read
